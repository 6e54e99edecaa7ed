// Residents_page
// {"given": {"kana": "サ", "birthDate": "1935-01-01", "birthDate2": "1970-12-31", "sex": "FEMALE", "careLevel": ["SUPPORT_1", "CARE_1"], "handbooks": "PHYSICAL_1", "first": 4}}
MATCH (n:Resident)
WHERE n.kana STARTS WITH $given.kana
  AND n.birthDate >= $given.birthDate
  AND n.birthDate <= $given.birthDate2
  AND (n.sex = $given.sex OR n.careLevel IN $given.careLevel)
  AND NOT $given.handbooks IN n.handbooks
  AND n.id IS NOT NULL
WITH n
ORDER BY n.id
LIMIT $given.first
WITH collect([n.kana, n.sex, toString(n.birthDate)]) AS rows
CALL () {
  MATCH (n:Resident)
  WHERE n.kana STARTS WITH $given.kana
    AND n.birthDate >= $given.birthDate
    AND n.birthDate <= $given.birthDate2
    AND (n.sex = $given.sex OR n.careLevel IN $given.careLevel)
    AND NOT $given.handbooks IN n.handbooks
  RETURN count(*) AS total
}
RETURN [rows, total] AS row

// Residents_page
// {"given": {"birthDate": "1935-01-01", "birthDate2": "1945-08-15", "asOf": "1989-01-08", "first": 2, "first2": 3}, "today": "2021-07-31"}
MATCH (n:Resident)
WHERE n.birthDate >= $given.birthDate
  AND n.birthDate <= $given.birthDate2
  AND n.id IS NOT NULL
WITH n
ORDER BY n.id
LIMIT $given.first2
CALL (n) {
  MATCH (n)<-[t1:SUPPORTS]-(n2:Supporter)
  WHERE coalesce(t1.since <= $today, t1.since IS NULL)
    AND coalesce(t1.until > $today, t1.until IS NULL)
  WITH t1, n2
  ORDER BY n2.id, coalesce(toString(t1.since), '') + '/' + coalesce(toString(t1.until), '')
  LIMIT $given.first
  WITH collect([toString(t1.since)]) AS rows
  RETURN rows AS many3
}
WITH collect([toString(n.birthDate), CASE WHEN n.birthDate <= $today THEN duration.between(n.birthDate, CASE WHEN n.deathDate < $today THEN n.deathDate ELSE $today END).years END, CASE WHEN n.birthDate <= $given.asOf THEN duration.between(n.birthDate, CASE WHEN n.deathDate < $given.asOf THEN n.deathDate ELSE $given.asOf END).years END, many3]) AS rows
RETURN [rows] AS row

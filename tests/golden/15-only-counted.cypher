// Residents_page
// {"given": {"birthDate": "1956-07-01"}}
CALL () {
  MATCH (n:Resident)
  WHERE n.birthDate < $given.birthDate
    AND n.deathDate IS NULL
  RETURN count(*) AS total
}
RETURN [total] AS row

// Districts_page
// {"given": {"mainRole": "VOLUNTEER", "first": 3}, "today": "2021-07-31"}
MATCH (n:District)
WHERE n.code IS NOT NULL
WITH n
ORDER BY n.code, n.id
LIMIT $given.first
WITH collect([n.name, COUNT { MATCH (n)<-[t1:ACTIVE_IN]-(n2:Supporter) WHERE coalesce(t1.since <= $today, t1.since IS NULL) AND coalesce(t1.until > $today, t1.until IS NULL) AND n2.mainRole = $given.mainRole }]) AS rows
RETURN [rows] AS row

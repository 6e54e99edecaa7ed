// Residents_page
// {"given": {"first": 3, "first2": 3}, "today": "2021-07-31"}
MATCH (n:Resident)
WHERE n.id IS NOT NULL
WITH n
ORDER BY n.id
LIMIT $given.first2
CALL (n) {
  MATCH (n)-[t1:RECEIVES]->(n2:Service)
  WHERE coalesce(t1.since <= $today, t1.since IS NULL)
    AND coalesce(t1.until > $today, t1.until IS NULL)
  WITH t1, n2
  ORDER BY n2.id, coalesce(toString(t1.since), '') + '/' + coalesce(toString(t1.until), '')
  LIMIT $given.first
  WITH collect([toString(t1.since), toString(t1.until), t1.state, n2.name]) AS rows
  RETURN rows AS many3
}
WITH collect([many3]) AS rows
RETURN [rows] AS row

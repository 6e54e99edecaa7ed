// Councils_page
// {"given": {"first": 2}, "today": "2021-07-31"}
MATCH (n:Council)
WHERE n.id IS NOT NULL
WITH n
ORDER BY n.id
LIMIT $given.first
CALL (n) {
  MATCH (n)-[t1:IN_DISTRICT]->(n2:District)
  WHERE coalesce(t1.since <= $today, t1.since IS NULL)
    AND coalesce(t1.until > $today, t1.until IS NULL)
  WITH n2
  ORDER BY n2.code, n2.id
  LIMIT 1
  RETURN head(collect([n2.name, n2.code])) AS one3
}
WITH collect([n.name, toString(n.foundedOn), one3, n.id]) AS rows
RETURN [rows] AS row

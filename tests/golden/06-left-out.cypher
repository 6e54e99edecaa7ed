// Areas_page
// {"given": {"first": 3, "first2": 3}, "today": "2021-07-31"}
MATCH (n:Area)
WHERE n.code IS NOT NULL
WITH n
ORDER BY n.code, n.id
LIMIT $given.first2
CALL (n) {
  MATCH (n)<-[t1:IN_AREA]-(n2:District)
  WHERE coalesce(t1.since <= $today, t1.since IS NULL)
    AND coalesce(t1.until > $today, t1.until IS NULL)
  WITH t1, n2
  ORDER BY n2.code, n2.id
  LIMIT $given.first
  WITH collect([n2.name]) AS rows
  RETURN rows AS many3
}
WITH collect([n.name, many3]) AS rows
RETURN [rows] AS row

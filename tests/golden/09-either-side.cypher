// Residents_page
// {"given": {"first": 4}, "today": "2021-07-31"}
MATCH (n:Resident)
WHERE n.id IS NOT NULL
WITH n
ORDER BY n.id
LIMIT $given.first
CALL (n) {
  MATCH (n)-[t1:SPOUSE_OF]-(n2:Resident)
  WHERE coalesce(t1.since <= $today, t1.since IS NULL)
    AND coalesce(t1.until > $today, t1.until IS NULL)
  WITH n2
  ORDER BY n2.id
  LIMIT 1
  CALL (n2) {
    MATCH (n2)-[t4:SPOUSE_OF]-(n5:Resident)
    WHERE coalesce(t4.since <= $today, t4.since IS NULL)
      AND coalesce(t4.until > $today, t4.until IS NULL)
    WITH n5
    ORDER BY n5.id
    LIMIT 1
    RETURN head(collect([n5.id])) AS one6
  }
  RETURN head(collect([n2.id, one6])) AS one3
}
WITH collect([n.id, one3]) AS rows
RETURN [rows] AS row

// Places_page
// {"given": {"first": 2}}
MATCH (n:Place)
WHERE n.id IS NOT NULL
WITH n
ORDER BY n.id
LIMIT $given.first
WITH collect([CASE WHEN n.position IS NULL THEN null ELSE [n.position.latitude, n.position.longitude] END]) AS rows
RETURN [rows] AS row

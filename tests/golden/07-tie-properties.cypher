// Residents_page
// {"first": 3, "today": "2021-07-31", "first2": 3}
MATCH (n:Resident)
WHERE n.id IS NOT NULL
WITH n
ORDER BY n.id
LIMIT $first
CALL (n) {
  MATCH (n)-[t1:RECEIVES]->(n2:Service)
  WHERE (t1.since IS NULL OR t1.since <= $today)
    AND (t1.until IS NULL OR t1.until > $today)
  WITH t1, n2
  ORDER BY n2.id
  LIMIT $first2
  RETURN collect([toString(t1.since), toString(t1.until), t1.state, n2.name]) AS many3
}
RETURN collect([many3]) AS row

// Areas_page
// {"first": 3, "today": "2021-07-31", "first2": 3}
MATCH (n:Area)
WHERE n.code IS NOT NULL
WITH n
ORDER BY n.code, n.id
LIMIT $first
CALL (n) {
  MATCH (n)<-[t1:IN_AREA]-(n2:District)
  WHERE (t1.since IS NULL OR t1.since <= $today)
    AND (t1.until IS NULL OR t1.until > $today)
  WITH t1, n2
  ORDER BY n2.code, n2.id
  LIMIT $first2
  RETURN collect([n2.name]) AS many3
}
RETURN collect([n.name, many3]) AS row

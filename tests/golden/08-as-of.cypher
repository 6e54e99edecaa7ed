// Areas_page
// {"given": {"asOf": "2018-04-01", "first": 4, "first2": 4, "first3": 2}, "today": "2021-07-31"}
MATCH (n:Area)
WHERE n.code IS NOT NULL
WITH n
ORDER BY n.code, n.id
LIMIT $given.first3
CALL (n) {
  MATCH (n)<-[t1:ASSIGNED_TO]-(n2:Supporter)
  WHERE coalesce(t1.since <= $given.asOf, t1.since IS NULL)
    AND coalesce(t1.until > $given.asOf, t1.until IS NULL)
  WITH t1, n2
  ORDER BY n2.id, coalesce(toString(t1.since), '') + '/' + coalesce(toString(t1.until), '')
  LIMIT $given.first
  WITH collect([toString(t1.since)]) AS rows
  RETURN rows AS many3
}
CALL (n) {
  MATCH (n)<-[t4:ASSIGNED_TO]-(n5:Supporter)
  WHERE coalesce(t4.since <= $today, t4.since IS NULL)
    AND coalesce(t4.until > $today, t4.until IS NULL)
  WITH t4, n5
  ORDER BY n5.id, coalesce(toString(t4.since), '') + '/' + coalesce(toString(t4.until), '')
  LIMIT $given.first2
  WITH collect([toString(t4.since)]) AS rows
  RETURN rows AS many6
}
WITH collect([many3, many6]) AS rows
RETURN [rows] AS row

// Needs_page
// {"given": {"first": 2}}
MATCH (n:Need)
WHERE n.closedOn IS NULL
  AND n.id IS NOT NULL
WITH n
ORDER BY n.id
LIMIT $given.first
WITH collect([n.severity]) AS rows
CALL () {
  MATCH (n:Need)
  WHERE n.closedOn IS NULL
  RETURN count(*) AS whole1, CASE WHEN count(n.severity) > 0 THEN toFloat(sum(n.severity)) / count(n.severity) END AS whole2, max(n.severity) AS whole3, toString(min(n.openedOn)) AS whole4
}
RETURN [whole1, whole2, whole3, whole4, rows] AS row

// Districts_page
// {"given": {"mainRole": "VOLUNTEER", "first": 3}, "today": "2021-07-31"}
MATCH (n:District)
WHERE n.code IS NOT NULL
WITH n
ORDER BY n.code, n.id
LIMIT $given.first
CALL (n) {
  MATCH (n)<-[t1:ACTIVE_IN]-(n2:Supporter)
  WHERE coalesce(t1.since <= $today, t1.since IS NULL)
    AND coalesce(t1.until > $today, t1.until IS NULL)
    AND n2.mainRole = $given.mainRole
  RETURN count(*) AS whole3, count(DISTINCT n2.appointedOn) AS whole4, toString(max(n2.appointedOn)) AS whole5
}
WITH collect([n.name, whole3, whole4, whole5]) AS rows
RETURN [rows] AS row

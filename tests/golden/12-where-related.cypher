// Residents_page
// {"given": {"name": "循誘", "hoursPerWeek": 1, "count": 2, "mainRole": "CSW", "first": 4}, "today": "2021-07-31"}
MATCH (n:Resident)
WHERE EXISTS { MATCH (n)<-[t5:CONCERNS]-(n6:Need) WHERE coalesce(t5.since <= $today, t5.since IS NULL) AND coalesce(t5.until > $today, t5.until IS NULL) AND n6.closedOn IS NULL }
  AND COUNT { MATCH (n)<-[t7:CARES_FOR]-(n8:Resident) WHERE coalesce(t7.since <= $today, t7.since IS NULL) AND coalesce(t7.until > $today, t7.until IS NULL) AND t7.hoursPerWeek >= $given.hoursPerWeek } <= $given.count
  AND NOT EXISTS { MATCH (n)<-[t9:SUPPORTS]-(n10:Supporter) WHERE coalesce(t9.since <= $today, t9.since IS NULL) AND coalesce(t9.until > $today, t9.until IS NULL) AND n10.mainRole = $given.mainRole }
  AND n.id IS NOT NULL
MATCH (n)-[t1:MEMBER_OF]->(n2:Household)
WHERE coalesce(t1.since <= $today, t1.since IS NULL)
  AND coalesce(t1.until > $today, t1.until IS NULL)
MATCH (n2)-[t3:IN_DISTRICT]->(n4:District)
WHERE coalesce(t3.since <= $today, t3.since IS NULL)
  AND coalesce(t3.until > $today, t3.until IS NULL)
  AND n4.name = $given.name
WITH DISTINCT n
ORDER BY n.id
LIMIT $given.first
WITH collect([n.name]) AS rows
CALL () {
  MATCH (n:Resident)
  WHERE EXISTS { MATCH (n)<-[t5:CONCERNS]-(n6:Need) WHERE coalesce(t5.since <= $today, t5.since IS NULL) AND coalesce(t5.until > $today, t5.until IS NULL) AND n6.closedOn IS NULL }
    AND COUNT { MATCH (n)<-[t7:CARES_FOR]-(n8:Resident) WHERE coalesce(t7.since <= $today, t7.since IS NULL) AND coalesce(t7.until > $today, t7.until IS NULL) AND t7.hoursPerWeek >= $given.hoursPerWeek } <= $given.count
    AND NOT EXISTS { MATCH (n)<-[t9:SUPPORTS]-(n10:Supporter) WHERE coalesce(t9.since <= $today, t9.since IS NULL) AND coalesce(t9.until > $today, t9.until IS NULL) AND n10.mainRole = $given.mainRole }
  MATCH (n)-[t1:MEMBER_OF]->(n2:Household)
  WHERE coalesce(t1.since <= $today, t1.since IS NULL)
    AND coalesce(t1.until > $today, t1.until IS NULL)
  MATCH (n2)-[t3:IN_DISTRICT]->(n4:District)
  WHERE coalesce(t3.since <= $today, t3.since IS NULL)
    AND coalesce(t3.until > $today, t3.until IS NULL)
    AND n4.name = $given.name
  WITH DISTINCT n
  RETURN count(*) AS total
}
RETURN [rows, total] AS row

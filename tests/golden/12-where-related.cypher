// Residents_page
// {"given": {"name": "循誘", "hoursPerWeek": 1, "count": 2, "mainRole": "CSW", "first": 4}, "today": "2021-07-31"}
MATCH (n:Resident)
WHERE EXISTS { MATCH (n)<-[t5:CONCERNS]-(n6:Need) WHERE (t5.since IS NULL OR t5.since <= $today) AND (t5.until IS NULL OR t5.until > $today) AND n6.closedOn IS NULL }
  AND COUNT { MATCH (n)<-[t7:CARES_FOR]-(n8:Resident) WHERE (t7.since IS NULL OR t7.since <= $today) AND (t7.until IS NULL OR t7.until > $today) AND t7.hoursPerWeek >= $given.hoursPerWeek } <= $given.count
  AND NOT EXISTS { MATCH (n)<-[t9:SUPPORTS]-(n10:Supporter) WHERE (t9.since IS NULL OR t9.since <= $today) AND (t9.until IS NULL OR t9.until > $today) AND n10.mainRole = $given.mainRole }
  AND n.id IS NOT NULL
MATCH (n)-[t1:MEMBER_OF]->(n2:Household)
WHERE (t1.since IS NULL OR t1.since <= $today)
  AND (t1.until IS NULL OR t1.until > $today)
MATCH (n2)-[t3:IN_DISTRICT]->(n4:District)
WHERE (t3.since IS NULL OR t3.since <= $today)
  AND (t3.until IS NULL OR t3.until > $today)
  AND n4.name = $given.name
WITH DISTINCT n
ORDER BY n.id
LIMIT $given.first
WITH collect([n.name]) AS rows
CALL () {
  MATCH (n:Resident)
  WHERE EXISTS { MATCH (n)<-[t5:CONCERNS]-(n6:Need) WHERE (t5.since IS NULL OR t5.since <= $today) AND (t5.until IS NULL OR t5.until > $today) AND n6.closedOn IS NULL }
    AND COUNT { MATCH (n)<-[t7:CARES_FOR]-(n8:Resident) WHERE (t7.since IS NULL OR t7.since <= $today) AND (t7.until IS NULL OR t7.until > $today) AND t7.hoursPerWeek >= $given.hoursPerWeek } <= $given.count
    AND NOT EXISTS { MATCH (n)<-[t9:SUPPORTS]-(n10:Supporter) WHERE (t9.since IS NULL OR t9.since <= $today) AND (t9.until IS NULL OR t9.until > $today) AND n10.mainRole = $given.mainRole }
  MATCH (n)-[t1:MEMBER_OF]->(n2:Household)
  WHERE (t1.since IS NULL OR t1.since <= $today)
    AND (t1.until IS NULL OR t1.until > $today)
  MATCH (n2)-[t3:IN_DISTRICT]->(n4:District)
  WHERE (t3.since IS NULL OR t3.since <= $today)
    AND (t3.until IS NULL OR t3.until > $today)
    AND n4.name = $given.name
  WITH DISTINCT n
  RETURN count(*) AS total
}
RETURN [rows, total] AS row

// Districts_page
// {"given": {"asOf": "2019-04-01", "placesOfSupporterRole": {"VOLUNTEER": 0, "COMMISSIONER": 1, "CSW": 2, "CSW_LEAD": 3, "COORDINATOR": 4, "CASEWORKER": 5, "NEIGHBOUR": 6, "LECTURER": 7}, "first": 2, "first2": 3}}
MATCH (n:District)
WHERE n.code IS NOT NULL
WITH n
ORDER BY n.code, n.id
LIMIT $given.first2
CALL (n) {
  MATCH (n)<-[t1:ACTIVE_IN]-(n2:Supporter)
  WHERE coalesce(t1.since <= $given.asOf, t1.since IS NULL)
    AND coalesce(t1.until > $given.asOf, t1.until IS NULL)
  UNWIND CASE WHEN size(n2.roles) > 0 THEN n2.roles ELSE [null] END AS key3
  WITH DISTINCT key3
  RETURN count(*) AS groups4
}
CALL (n) {
  MATCH (n)<-[t1:ACTIVE_IN]-(n2:Supporter)
  WHERE coalesce(t1.since <= $given.asOf, t1.since IS NULL)
    AND coalesce(t1.until > $given.asOf, t1.until IS NULL)
  UNWIND CASE WHEN size(n2.roles) > 0 THEN n2.roles ELSE [null] END AS key5
  WITH key5, count(*) AS whole6
  ORDER BY whole6 DESC, (key5 IS NULL), $given.placesOfSupporterRole[key5]
  LIMIT $given.first
  RETURN collect([key5, whole6]) AS groups7
}
WITH collect([n.name, groups4, groups7, COUNT { MATCH (n)<-[t1:ACTIVE_IN]-(n2:Supporter) WHERE coalesce(t1.since <= $given.asOf, t1.since IS NULL) AND coalesce(t1.until > $given.asOf, t1.until IS NULL) }]) AS rows
RETURN [rows] AS row

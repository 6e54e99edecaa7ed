// Needs_page
// {"given": {"first": 4}, "today": "2021-07-31"}
MATCH (n:Need)
WITH n, head(COLLECT { MATCH (n)-[t2:IN_CATEGORY]->(n3:NeedCategory) WHERE coalesce(t2.since <= $today, t2.since IS NULL) AND coalesce(t2.until > $today, t2.until IS NULL) RETURN n3.code ORDER BY n3.code, n3.id LIMIT 1 }) AS key1, COUNT { MATCH (n)<-[t5:REFERRED_FOR]-(n6:Referral) WHERE coalesce(t5.since <= $today, t5.since IS NULL) AND coalesce(t5.until > $today, t5.until IS NULL) } AS key4
WITH n, key1, key4
ORDER BY (n.severity IS NULL), n.severity DESC, (key1 IS NULL), key1, key4 DESC, n.id DESC
LIMIT $given.first
CALL (n) {
  MATCH (n)-[t7:IN_CATEGORY]->(n8:NeedCategory)
  WHERE coalesce(t7.since <= $today, t7.since IS NULL)
    AND coalesce(t7.until > $today, t7.until IS NULL)
  WITH n8
  ORDER BY n8.code, n8.id
  LIMIT 1
  RETURN head(collect([n8.code])) AS one9
}
WITH collect([(n.severity IS NULL), n.severity, (key1 IS NULL), key1, key4, n.id, one9, COUNT { MATCH (n)<-[t10:REFERRED_FOR]-(n11:Referral) WHERE coalesce(t10.since <= $today, t10.since IS NULL) AND coalesce(t10.until > $today, t10.until IS NULL) }]) AS rows
RETURN [rows] AS row

// Needs_page
// {"given": {"first": 4}, "today": "2021-07-31"}
MATCH (n:Need)
WHERE n.id IS NOT NULL
WITH n
ORDER BY n.id
LIMIT $given.first
CALL (n) {
  MATCH (n)-[t1:CONCERNS]->(n2:Resident|Household)
  WHERE coalesce(t1.since <= $today, t1.since IS NULL)
    AND coalesce(t1.until > $today, t1.until IS NULL)
  WITH n2
  ORDER BY (CASE WHEN n2:Resident THEN n2.kana END IS NULL), CASE WHEN n2:Resident THEN n2.kana END, n2.id
  LIMIT 1
  CALL (n2) {
    MATCH (n2:Resident)
    RETURN [0, [n2.name]] AS found4
    UNION ALL
    MATCH (n2:Household)
    CALL (n2) {
      MATCH (n2)-[t5:IN_DISTRICT]->(n6:District)
      WHERE coalesce(t5.since <= $today, t5.since IS NULL)
        AND coalesce(t5.until > $today, t5.until IS NULL)
      WITH n6
      ORDER BY n6.code, n6.id
      LIMIT 1
      RETURN head(collect([n6.name])) AS one7
    }
    RETURN [1, [n2.composition, one7]] AS found4
  }
  RETURN head(collect([found4])) AS one3
}
WITH collect([one3]) AS rows
RETURN [rows] AS row

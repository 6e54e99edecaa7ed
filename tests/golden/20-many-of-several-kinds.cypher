// Residents_page
// {"given": {"count": 1, "kinds": ["Agency", "Resident"], "stressful": false, "first": 3, "first2": 3}, "today": "2021-07-31"}
MATCH (n:Resident)
WHERE COUNT { MATCH (n)<-[t1:SUPPORTS]-(n2:Agency) WHERE coalesce(t1.since <= $today, t1.since IS NULL) AND coalesce(t1.until > $today, t1.until IS NULL) } >= $given.count
  AND n.id IS NOT NULL
WITH n
ORDER BY n.id
LIMIT $given.first2
CALL (n) {
  MATCH (n)<-[t3:SUPPORTS]-(n4:Resident|Supporter|Agency|Place)
  WHERE coalesce(t3.since <= $today, t3.since IS NULL)
    AND coalesce(t3.until > $today, t3.until IS NULL)
    AND head([label IN labels(n4) WHERE label <> 'Node']) IN $given.kinds
    AND t3.stressful = $given.stressful
  WITH t3, n4
  ORDER BY (n4.kana IS NULL) DESC, n4.kana DESC, n4.id DESC, coalesce(toString(t3.since), '') + '/' + coalesce(toString(t3.until), '') DESC
  LIMIT $given.first
  CALL (n4) {
    MATCH (n4:Supporter|Resident)
    RETURN [0, [n4.name]] AS found5
    UNION ALL
    MATCH (n4:Agency)
    CALL (n4) {
      MATCH (n4)-[t6:IN_DISTRICT]->(n7:District)
      WHERE coalesce(t6.since <= $today, t6.since IS NULL)
        AND coalesce(t6.until > $today, t6.until IS NULL)
      WITH n7
      ORDER BY n7.code, n7.id
      LIMIT 1
      RETURN head(collect([n7.name])) AS one8
    }
    RETURN [1, [n4.name, one8]] AS found5
    UNION ALL
    MATCH (n4:Place)
    RETURN [2, [n4.name]] AS found5
  }
  WITH collect([(n4.kana IS NULL), n4.kana, n4.id, coalesce(toString(t3.since), '') + '/' + coalesce(toString(t3.until), ''), t3.strength, found5]) AS rows
  RETURN rows AS many9
}
WITH collect([many9, COUNT { MATCH (n)<-[t3:SUPPORTS]-(n4:Resident|Supporter|Agency|Place) WHERE coalesce(t3.since <= $today, t3.since IS NULL) AND coalesce(t3.until > $today, t3.until IS NULL) AND head([label IN labels(n4) WHERE label <> 'Node']) IN $given.kinds AND t3.stressful = $given.stressful }]) AS rows
RETURN [rows] AS row

// Districts_page
// {"first": 3, "today": "2021-07-31", "first2": 3, "first3": 3}
MATCH (n:District)
WHERE n.code IS NOT NULL
WITH n
ORDER BY n.code, n.id
LIMIT $first
CALL (n) {
  MATCH (n)<-[t1:IN_DISTRICT]-(n2:Household)
  WHERE (t1.since IS NULL OR t1.since <= $today)
    AND (t1.until IS NULL OR t1.until > $today)
  WITH t1, n2
  ORDER BY n2.id
  LIMIT $first2
  CALL (n2) {
    MATCH (n2)<-[t4:MEMBER_OF]-(n5:Resident)
    WHERE (t4.since IS NULL OR t4.since <= $today)
      AND (t4.until IS NULL OR t4.until > $today)
    WITH t4, n5
    ORDER BY n5.id
    LIMIT $first3
    RETURN collect([n5.id, n5.relation, n5.sex]) AS many6
  }
  RETURN collect([n2.composition, many6]) AS many3
}
RETURN collect([n.name, many3]) AS row

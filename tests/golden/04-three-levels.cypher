// Districts_page
// {"given": {"placesOfRelation": {"HEAD": 0, "SPOUSE": 1, "CHILD": 2, "CHILDS_SPOUSE": 3, "GRANDCHILD": 4, "PARENT": 5, "SIBLING": 6, "OTHER": 7}, "first": 3, "first2": 3, "first3": 3}, "today": "2021-07-31"}
MATCH (n:District)
WHERE n.code IS NOT NULL
WITH n
ORDER BY n.code, n.id
LIMIT $given.first3
CALL (n) {
  MATCH (n)<-[t1:IN_DISTRICT]-(n2:Household)
  WHERE coalesce(t1.since <= $today, t1.since IS NULL)
    AND coalesce(t1.until > $today, t1.until IS NULL)
  WITH t1, n2
  ORDER BY n2.id
  LIMIT $given.first2
  CALL (n2) {
    MATCH (n2)<-[t3:MEMBER_OF]-(n4:Resident)
    WHERE coalesce(t3.since <= $today, t3.since IS NULL)
      AND coalesce(t3.until > $today, t3.until IS NULL)
    WITH t3, n4
    ORDER BY (n4.relation IS NULL), $given.placesOfRelation[n4.relation], n4.id, coalesce(toString(t3.since), '') + '/' + coalesce(toString(t3.until), '')
    LIMIT $given.first
    WITH collect([(n4.relation IS NULL), n4.relation, n4.id, coalesce(toString(t3.since), '') + '/' + coalesce(toString(t3.until), ''), n4.sex]) AS rows
    RETURN rows AS many5
  }
  WITH collect([n2.composition, many5]) AS rows
  RETURN rows AS many6
}
WITH collect([n.name, many6]) AS rows
RETURN [rows] AS row

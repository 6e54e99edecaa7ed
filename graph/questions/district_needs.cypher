// How many open needs has each district in each field, and how many agencies are there for them?
// Parameters: $as_of (date).
// Columns: one row per district and field, by their codes; open needs that the viewer sees, of those of
// whom they see where they live; agencies that handle a category of the field and serve the district,
// its area or the whole municipality.
// Cannot see: needs nobody has named; agencies without a field, a category or a place they serve.
CALL () {
  MATCH (district:District)
  MATCH (field:Field)
  RETURN district, field, 0 AS needs, 0 AS agencies
  UNION ALL
  MATCH (n:Need)
  WHERE true /* sees n:Need */
    AND n.openedOn <= $as_of AND (n.closedOn IS NULL OR n.closedOn > $as_of)
  MATCH (n)-[:CONCERNS]->(whose)
  CALL (whose) {
    MATCH (whose)-[m:MEMBER_OF]->(home:Household)-[i:IN_DISTRICT]->(d:District)
    WHERE true /* sees home:Household */ AND true /* opens i of home */
      AND (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
      AND (i.since IS NULL OR i.since <= $as_of) AND (i.until IS NULL OR i.until > $as_of)
    RETURN d
    UNION ALL
    MATCH (whose)-[i:IN_DISTRICT]->(d:District)
    WHERE true /* opens i of whose */
      AND (i.since IS NULL OR i.since <= $as_of) AND (i.until IS NULL OR i.until > $as_of)
    RETURN d
  }
  MATCH (n)-[:IN_CATEGORY]->(:NeedCategory)-[:IN_FIELD]->(f:Field)
  RETURN d AS district, f AS field, count(DISTINCT n) AS needs, 0 AS agencies
  UNION ALL
  MATCH (f:Field)<-[:IN_FIELD]-(:NeedCategory)<-[h:HANDLES]-(a:Agency)
  WHERE (h.since IS NULL OR h.since <= $as_of) AND (h.until IS NULL OR h.until > $as_of)
  WITH a, collect(DISTINCT f) AS fields
  CALL (a) {
    MATCH (a)-[s:SERVES]->(served)
    WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
    MATCH (served)<-[:IN_AREA|IN_MUNICIPALITY]-{0,1}(d:District)
    RETURN DISTINCT d
  }
  UNWIND fields AS f
  RETURN d AS district, f AS field, 0 AS needs, count(DISTINCT a) AS agencies
}
WITH district, field, sum(needs) AS open_needs, sum(agencies) AS agencies
RETURN
  district.code AS district,
  field.code AS field,
  field.name AS field_name,
  open_needs AS open_needs,
  agencies AS agencies
ORDER BY district, field

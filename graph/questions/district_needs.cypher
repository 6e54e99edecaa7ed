// How many open needs has each district in each field, and how many agencies are there for them?
// Parameters: $as_of (date).
// Columns: one row per district and field, by their codes; open needs; agencies that handle a
// category of the field and serve the district, its area or the whole municipality.
// Cannot see: needs nobody has named; agencies without a field, a category or a place they serve.
CALL () {
  MATCH (n:Need)
  WHERE n.openedOn <= $as_of AND (n.closedOn IS NULL OR n.closedOn > $as_of)
  MATCH (n)-[:IN_CATEGORY]->(:NeedCategory)-[:IN_FIELD]->(f:Field)
  MATCH (n)-[:CONCERNS]->(whose)
  CALL (whose) {
    MATCH (whose)-[m:MEMBER_OF]->(h:Household)-[:IN_DISTRICT]->(d:District)
    WHERE (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
    RETURN d
    UNION ALL
    MATCH (whose)-[:IN_DISTRICT]->(d:District)
    RETURN d
  }
  WITH d, f, count(DISTINCT n) AS needs
  RETURN collect({district: d.code, field: f.code, needs: needs}) AS needs
}
MATCH (district:District)
MATCH (field:Field)
CALL (district, field) {
  MATCH (field)<-[:IN_FIELD]-(:NeedCategory)<-[h:HANDLES]-(a:Agency)
  WHERE (h.since IS NULL OR h.since <= $as_of) AND (h.until IS NULL OR h.until > $as_of)
  WITH DISTINCT district, a
  WHERE EXISTS {
    MATCH (a)-[s:SERVES]->(served)
    WHERE ((s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of))
      AND (served = district OR (district)-[:IN_AREA|IN_MUNICIPALITY]->(served))
  }
  RETURN count(a) AS agencies
}
RETURN
  district.code AS district,
  field.code AS field,
  field.name AS field_name,
  field.nameEnglish AS field_name_english,
  reduce(found = 0, each IN needs |
    CASE WHEN each.district = district.code AND each.field = field.code
      THEN each.needs ELSE found END) AS open_needs,
  agencies AS agencies
ORDER BY district, field

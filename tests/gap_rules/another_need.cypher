// Names another need of somebody, for a test.
// Parameters: $subject (id of a resident), $today (date).
// Columns: none.
MATCH (who:Resident {id: $subject})
MATCH (category:NeedCategory {code: 'DEBT'})
CREATE (need:Need:Node {
  id: left(toUpper(replace(randomUUID(), '-', '')), 26),
  severity: 2,
  acknowledged: true,
  openedOn: $today
})
CREATE (need)-[:CONCERNS]->(who)
CREATE (need)-[:IN_CATEGORY]->(category)

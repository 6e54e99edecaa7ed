// What does the register say of these households?
// Parameters: $households (ids).
// Columns: every gap of theirs, past ones included, by rule, subject and day.
UNWIND $households AS id
MATCH (home:Household {id: id})<-[:CONCERNS]-(gap:SupportGap)
OPTIONAL MATCH (gap)-[:CONCERNS]->(who:Resident)
OPTIONAL MATCH (gap)-[:IN_DISTRICT]->(district:District)
OPTIONAL MATCH (gap)-[:FOUND_BY]->(found_by:GapRule)
RETURN
  gap.id AS id,
  gap.rule AS rule,
  home.id AS household,
  coalesce(who.id, home.id) AS subject,
  gap.state AS state,
  gap.open AS open,
  gap.standingKey IS NOT NULL AS standing,
  gap.rank AS rank,
  toString(gap.foundOn) AS found_on,
  toString(gap.since) AS since,
  toString(gap.changedOn) AS changed_on,
  toString(gap.endedOn) AS ended_on,
  gap.evidence AS evidence,
  gap.sentence AS sentence,
  found_by.code AS found_by,
  count(district) AS districts
ORDER BY rule, subject, found_on, id

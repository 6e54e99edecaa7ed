// Who could lead a team for the household, and which cases have they led?
// Parameters: $household, $resident, $case, $district as in referral_subject; $as_of (date).
// Columns: one row per coordinator of an agency that serves the district and per coordinator or
// community social worker active in it, by id; led are ids of cases, of which `referral_teamwork`
// says who had joined them by the day.
// Cannot see: work together outside a recorded case; who is on leave.
OPTIONAL MATCH (own:Household {id: $household})
WHERE true /* sees own:Household */
OPTIONAL MATCH (one:Resident {id: $resident})-[m:MEMBER_OF]->(lived:Household)
WHERE true /* sees one:Resident */ AND true /* sees lived:Household */
  AND (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
OPTIONAL MATCH (task:Case {id: $case})-[:CONCERNS]->(worked:Household)
WHERE true /* sees task:Case */ AND true /* sees worked:Household */
WITH coalesce(own, lived, worked) AS h
ORDER BY h.id
LIMIT 1
OPTIONAL MATCH (h)-[i:IN_DISTRICT]->(around:District)
WHERE true /* opens i of h */
  AND (i.since IS NULL OR i.since <= $as_of) AND (i.until IS NULL OR i.until > $as_of)
OPTIONAL MATCH (by_id:District {id: $district})
OPTIONAL MATCH (by_code:District {code: $district})
WITH h, coalesce(around, by_id, by_code) AS d
ORDER BY d.code
LIMIT 1
CALL (d) {
  CALL (d) {
    RETURN d AS place
    UNION
    MATCH (d)-[:IN_AREA|IN_MUNICIPALITY]->(place)
    RETURN place
  }
  MATCH (place)<-[s:SERVES]-(:Agency)<-[w:WORKS_FOR]-(leader:Supporter)
  WHERE leader.mainRole = 'COORDINATOR'
    AND (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
    AND (w.since IS NULL OR w.since <= $as_of) AND (w.until IS NULL OR w.until > $as_of)
  RETURN leader
  UNION
  MATCH (d)<-[t:ACTIVE_IN]-(leader:Supporter)
  WHERE leader.mainRole IN ['COORDINATOR', 'CSW']
    AND (t.since IS NULL OR t.since <= $as_of) AND (t.until IS NULL OR t.until > $as_of)
  RETURN leader
}
WITH leader
WHERE (leader.appointedOn IS NULL OR leader.appointedOn <= $as_of)
  AND (leader.retiredOn IS NULL OR leader.retiredOn > $as_of)
CALL (leader) {
  MATCH (leader)-[l:LEADS]->(c:Case)
  WHERE true /* sees c:Case */ AND true /* opens l of c */
  RETURN collect(DISTINCT c.id) AS led
}
RETURN
  leader AS leader,
  leader.id AS id,
  leader.mainRole AS role,
  led AS led
ORDER BY id

// Which of the agencies that serve the district have worked on which cases together?
// Parameters: $household, $resident, $case, $district as in referral_subject; $as_of (date).
// Columns: one row per case that such an agency has joined: its id, and their ids, in order.
// Cannot see: work together outside a recorded case, or with agencies that do not serve the district.
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
  MATCH (place)<-[s:SERVES]-(a:Agency)
  WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  RETURN DISTINCT a
}
MATCH (a)-[j:JOINED]->(c)
WHERE true /* sees c:Case */ AND true /* opens j of c */
  AND coalesce(j.since, c.openedOn) <= $as_of
WITH c, a.id AS agency
ORDER BY agency
WITH c, collect(DISTINCT agency) AS agencies
RETURN
  c.id AS case,
  agencies AS agencies

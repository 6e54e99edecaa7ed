// Which agencies does a household have to do with, and how many households have just the same ones?
// Parameters: $cut (date, the last day of a month).
// Columns: the ids and the kinds of the agencies, both in the order of the ids; of how many
// households they are all there is. A household has to do with an agency that works on an open case
// of it, that took over a need of it or of a member and is not done, or that supports one of them.
// A household under protection is not counted, nor is one that has to do with no agency.
// Cannot see: agencies nobody has recorded; help outside any case, hand-over and support.
CALL () {
  MATCH (a:Agency)-[t:JOINED|LEADS]->(k:Case)-[:CONCERNS]->(whose:Household)
  WHERE k.openedOn <= $cut AND (k.closedOn IS NULL OR k.closedOn > $cut)
    AND (t.since IS NULL OR t.since <= $cut) AND (t.until IS NULL OR t.until > $cut)
  RETURN a, whose
  UNION
  MATCH (a:Agency)<-[:REFERRED_TO]-(r:Referral)-[:REFERRED_FOR]->(:Need)-[:CONCERNS]->(whose)
  WHERE r.answeredOn <= $cut AND r.declineReason IS NULL
    AND (r.closedOn IS NULL OR r.closedOn > $cut) AND r.state <> 'ENTERED_IN_ERROR'
  RETURN a, whose
  UNION
  MATCH (a:Agency)-[t:SUPPORTS]->(whose)
  WHERE (t.since IS NULL OR t.since <= $cut) AND (t.until IS NULL OR t.until > $cut)
  RETURN a, whose
}
CALL (whose) {
  OPTIONAL MATCH (whose)-[m:MEMBER_OF]->(lived:Household)
  WHERE (m.since IS NULL OR m.since <= $cut) AND (m.until IS NULL OR m.until > $cut)
  WITH CASE WHEN whose:Household THEN whose ELSE lived END AS home
  RETURN home
  ORDER BY home.id
  LIMIT 1
}
WITH a, whose, home
WHERE home IS NOT NULL AND home.sealed IS NULL AND whose.sealed IS NULL
WITH DISTINCT home, a
ORDER BY a.id
WITH home, collect(a.id) AS ids, collect(a.kind) AS kinds
RETURN ids AS agency_ids, kinds AS agency_kinds, count(*) AS households
ORDER BY agency_ids

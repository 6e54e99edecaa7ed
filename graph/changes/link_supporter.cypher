// A supporter is known as a resident of the city from now on: a protection against one of them, or against their
// people, is against the other too (graph/grants).
// Parameters: $supporter and $resident (ids), $account (who says so), $today (date).
// Columns: one row with how it stood: UNLINKED, LINKED, or END_ASKED, which is taken back; no row when
// either is not there.
MATCH (s:Supporter {id: $supporter})
MATCH (r:Resident {id: $resident})
OPTIONAL MATCH (s)-[known:SAME_AS]->(r)
WITH s, r, CASE
  WHEN known IS NULL THEN 'UNLINKED'
  WHEN known.endAskedBy IS NULL THEN 'LINKED'
  ELSE 'END_ASKED'
END AS before
MERGE (s)-[t:SAME_AS]->(r)
ON CREATE SET t.since = $today, t.linkedBy = $account
SET t.endAskedBy = null, t.endAskedPerson = null
RETURN before AS before

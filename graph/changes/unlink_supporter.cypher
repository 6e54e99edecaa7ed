// A supporter is to be known as a resident no longer: one person asks, another ends it, and it stays on record.
// Parameters: $supporter and $resident (ids), $account and $person (who asks; the person may be null), $today (date).
// Columns: one row with how it stood: OWN when whoever asks is that resident; LINKED when the end is asked for
// now; ASKED when the same person had asked for it; END_ASKED when it is ended now; no row when it is not known.
MATCH (s:Supporter {id: $supporter})-[t:SAME_AS]->(r:Resident {id: $resident})
WITH s, t, r, CASE
  WHEN EXISTS { (:Supporter {id: $person})-[:SAME_AS]->(r) } THEN 'OWN'
  WHEN t.endAskedBy IS NULL THEN 'LINKED'
  WHEN t.endAskedBy = $account OR t.endAskedPerson = $person OR EXISTS {
    (:Supporter {id: $person})-[:SAME_AS]->()<-[:SAME_AS]-(:Supporter {id: t.endAskedPerson})
  } THEN 'ASKED'
  ELSE 'END_ASKED'
END AS before
FOREACH (_ IN CASE WHEN before = 'LINKED' THEN [1] ELSE [] END |
  SET t.endAskedBy = $account, t.endAskedPerson = $person)
FOREACH (_ IN CASE WHEN before = 'END_ASKED' THEN [1] ELSE [] END |
  CREATE (s)-[:WAS_SAME_AS {
    since: t.since, linkedBy: t.linkedBy, endAskedBy: t.endAskedBy, endAskedPerson: t.endAskedPerson,
    until: $today, endedBy: $account
  }]->(r)
  DELETE t)
RETURN before AS before

// A second person ends a protection: what no other protection closes is open again.
// Parameters: $resident (id), $account (who ends it), $person (their supporter's id, or null), $today (date).
// Columns: one row with how many nodes are open again; no row when nobody else has asked for the end. A person
// with two accounts, or known as one resident by two ids, is one; and nobody ends their own.
MATCH (safe:Resident {id: $resident})<-[:PROTECTS]-(p:Protection)
WHERE p.endedOn IS NULL AND p.endAskedBy IS NOT NULL AND p.endAskedBy <> $account
  AND coalesce(p.endAskedPerson <> $person, true)
  AND NOT EXISTS { (:Supporter {id: $person})-[:SAME_AS]->(safe) }
  AND NOT EXISTS { (:Supporter {id: $person})-[:SAME_AS]->()<-[:SAME_AS]-(:Supporter {id: p.endAskedPerson}) }
SET p.endedOn = $today, p.endedBy = $account, safe.protected = null
WITH p
CALL (p) {
  MATCH (p)-[s:SEALS]->(x)
  DELETE s
  WITH x
  WHERE NOT EXISTS { MATCH (x)<-[:SEALS]-(:Protection) }
  SET x.sealed = null
  WITH x
  CALL (x) {
    MATCH (x)-[t]-(o)
    WHERE t.sealed AND o.sealed IS NULL
    SET t.sealed = null
    RETURN count(t) AS ties
  }
  RETURN count(x) AS nodes
}
RETURN nodes AS nodes

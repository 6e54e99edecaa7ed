// A resident is protected from now on, by one person's word: what closes may not wait.
// Parameters: $resident (id), $against (ids of residents and supporters), $reason (code), $reference (new),
// $account (who), $today and $review_on (dates).
// Columns: one row with the reference of the protection that holds, a new one or the one there was; no row
// when there is no such resident. Where there was one, whoever this is against is added to those before, it is
// looked at again on the new day, and no end is asked for any more.
MATCH (safe:Resident {id: $resident})
SET safe.id = safe.id
WITH safe
OPTIONAL MATCH (safe)<-[:PROTECTS]-(known:Protection)
WHERE known.endedOn IS NULL
WITH safe, head(collect(known)) AS known
CALL (safe, known) {
  WITH safe, known
  WHERE known IS NOT NULL
  SET known.endAskedBy = null, known.endAskedPerson = null, known.reviewOn = $review_on
  RETURN known AS p
  UNION
  WITH safe, known
  WHERE known IS NULL
  CREATE (p:Protection {
    reference: $reference, reason: $reason, since: $today, reviewOn: $review_on, begunBy: $account
  })
  CREATE (p)-[:PROTECTS]->(safe)
  SET safe.protected = true
  RETURN p
}
CALL (p) {
  MATCH (other:Node)
  WHERE other.id IN $against AND (other:Resident OR other:Supporter)
  MERGE (p)-[:AGAINST]->(other)
  RETURN count(*) AS others
}
RETURN p.reference AS reference

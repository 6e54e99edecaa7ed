// Somebody asks that a supporter may see where a protected resident lives; nothing opens before another confirms.
// Parameters: $resident and $supporter (ids), $reference (new), $first and $until (dates, the second not
// included), $today, $account and $person (who asks; the person may be null).
// Columns: one row, whether it was refused because a protection of the household is against the supporter
// or their people; no row when the resident is not protected, or there is no such supporter.
MATCH (safe:Resident {id: $resident})<-[:PROTECTS]-(p:Protection)
WHERE p.endedOn IS NULL
MATCH (by:Supporter {id: $supporter})
WITH p, by, EXISTS {
  MATCH (by)-[:SAME_AS*0..1]->(self)
  UNWIND [self]
    + COLLECT { MATCH (self)-[:PARENT_OF|SPOUSE_OF]-(kin) RETURN kin }
    + COLLECT {
      MATCH (self)-[m:MEMBER_OF]->()<-[o:MEMBER_OF]-(mate)
      WHERE coalesce(m.until > $today, true) AND coalesce(o.until > $today, true)
      RETURN mate
    } AS other
  MATCH (other)<-[:SAME_AS*0..1]-()<-[:AGAINST]-(q)-[:SEALS]->(safe)
  WHERE q.endedOn IS NULL
  RETURN q
} AS refused
FOREACH (_ IN CASE WHEN refused THEN [] ELSE [1] END |
  CREATE (l:LocationPermission {
    reference: $reference, from: $first, until: $until, askedBy: $account, askedPerson: $person
  })
  CREATE (l)-[:OPENS]->(p)
  CREATE (l)-[:GIVEN_TO]->(by))
RETURN refused AS refused

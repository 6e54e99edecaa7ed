// Somebody asks that a supporter may see where a protected resident lives; nothing opens before another confirms.
// Parameters: $resident and $supporter (ids), $reference (new), $first and $until (dates, the second not
// included), $account and $person (who asks; the person may be null).
// Columns: one row, whether it was refused because a protection of the household is against the supporter
// or their people; no row when the resident is not protected, or there is no such supporter.
MATCH (safe:Resident {id: $resident})<-[:PROTECTS]-(p:Protection)
WHERE p.endedOn IS NULL
MATCH (by:Supporter {id: $supporter})
WITH p, by, EXISTS {
  MATCH (safe)<-[:SEALS]-(q:Protection)-[:AGAINST]->(by)
  WHERE q.endedOn IS NULL
} OR EXISTS {
  MATCH (safe)<-[:SEALS]-(q:Protection)-[:AGAINST]->(other:Resident)
  WHERE q.endedOn IS NULL AND EXISTS {
    MATCH (by)-[:SAME_AS]->(self:Resident)
    WHERE self = other
      OR EXISTS { MATCH (self)-[:PARENT_OF|SPOUSE_OF]-(other) }
      OR EXISTS {
        MATCH (self)-[m:MEMBER_OF]->(:Household)<-[o:MEMBER_OF]-(other)
        WHERE m.until IS NULL AND o.until IS NULL
      }
  }
} AS refused
FOREACH (_ IN CASE WHEN refused THEN [] ELSE [1] END |
  CREATE (l:LocationPermission {
    reference: $reference, from: $first, until: $until, askedBy: $account, askedPerson: $person
  })
  CREATE (l)-[:OPENS]->(p)
  CREATE (l)-[:GIVEN_TO]->(by))
RETURN refused AS refused

// Who is marked as protected and has no protection yet? Each is given one.
// Parameters: $today (date), $days (over how many days before today they are taken to have begun, one after another).
// Columns: the residents' ids; one row each. What is theirs is not sealed yet: run `seal` around them in the
// same transaction. Begins none anew, so it may be run again.
// Cannot see: since when and from whom they are protected; no mark tells.
MATCH (safe:Resident)
WHERE safe.protected
  AND NOT EXISTS { MATCH (safe)<-[:PROTECTS]-(p:Protection) WHERE p.endedOn IS NULL }
WITH safe
ORDER BY safe.id
WITH collect(safe) AS marked
UNWIND range(0, size(marked) - 1) AS place
WITH marked[place] AS safe, $today - duration({days: place * 37 % $days}) AS since
CREATE (p:Protection {
  reference: left(toUpper(replace(randomUUID(), '-', '')), 26), reason: 'DV', since: since,
  reviewOn: since + duration({years: 1})
})
CREATE (p)-[:PROTECTS]->(safe)
RETURN safe.id AS resident

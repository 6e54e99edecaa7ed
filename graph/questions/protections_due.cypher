// Whose protection is to be looked at again by that day?
// Parameters: $due_by (date, included), $most (how many to tell).
// Columns: how many there are in all; the resident; the days it began and is to be looked at (null: not
// known), the reason, whether its end is asked for; one row for each, what has waited longest first.
// Cannot see: protections by other offices that nobody has recorded here.
MATCH (p:Protection)-[:PROTECTS]->(safe:Resident)
WHERE p.endedOn IS NULL AND (p.reviewOn IS NULL OR p.reviewOn <= $due_by)
  AND true /* sees safe:Resident */
WITH p, safe
ORDER BY coalesce(p.reviewOn, date('0001-01-01')), safe.id
WITH collect([p, safe]) AS every
UNWIND every[..$most] AS each
WITH size(every) AS count, each[0] AS p, each[1] AS resident
RETURN
  count AS count,
  resident AS resident,
  toString(p.since) AS since,
  toString(p.reviewOn) AS review_on,
  p.reason AS reason,
  p.endAskedBy IS NOT NULL AS end_asked

// Which agencies have worked on which cases together?
// Parameters: $as_of (date).
// Columns: one row per case that an agency has joined: its id, and the agencies' ids, in order.
// Cannot see: work together outside a recorded case.
MATCH (c:Case)<-[j:JOINED]-(a:Agency)
WHERE true /* sees c:Case */ AND true /* opens j of c */
  AND coalesce(j.since, c.openedOn) <= $as_of
WITH c, a.id AS agency
ORDER BY agency
WITH c, collect(DISTINCT agency) AS agencies
RETURN
  c.id AS case,
  agencies AS agencies

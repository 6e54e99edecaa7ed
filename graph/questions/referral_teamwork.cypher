// Which agencies have worked on which cases together?
// Parameters: $as_of (date).
// Columns: one row per case that two agencies or more have joined; agencies are their ids, in order.
// Cannot see: work together outside a recorded case.
MATCH (c:Case)<-[j:JOINED]-(a:Agency)
WHERE coalesce(j.since, c.openedOn) <= $as_of
WITH c, a.id AS agency
ORDER BY agency
WITH c, collect(DISTINCT agency) AS agencies
WHERE size(agencies) > 1
RETURN agencies AS agencies

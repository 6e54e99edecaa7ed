// Ends one tie in force of a resident, for a test's random change.
// Parameters: $type (of the tie), $number (which, by the ends' ids), $today (date).
// Columns: the households the change touches.
MATCH (start)-[t]->(end)
WHERE type(t) = $type AND t.until IS NULL AND (t.since IS NULL OR t.since <= $today)
WITH start, end, t
ORDER BY start.id, end.id, t.since
SKIP $number
LIMIT 1
SET t.until = $today
WITH start, end
UNWIND [start, end] AS one
OPTIONAL MATCH (one)-[:MEMBER_OF]->(home:Household)
RETURN DISTINCT CASE WHEN one:Household THEN one.id ELSE home.id END AS household

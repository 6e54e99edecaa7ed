// Closes one open need, for a test's random change.
// Parameters: $number (which, by id), $today (date).
// Columns: the households the change touches.
MATCH (need:Need)
WHERE need.closedOn IS NULL
WITH need
ORDER BY need.id
SKIP $number
LIMIT 1
SET need.closedOn = $today
WITH need
MATCH (need)-[:CONCERNS]->(one)
OPTIONAL MATCH (one)-[:MEMBER_OF]->(home:Household)
RETURN DISTINCT CASE WHEN one:Household THEN one.id ELSE home.id END AS household

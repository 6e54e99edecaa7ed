// Which needs are open, in the order in which `close_need` counts them?
// Parameters: none.
// Columns: one row per need.
MATCH (need:Need)
WHERE need.closedOn IS NULL
RETURN need.id AS id
ORDER BY id

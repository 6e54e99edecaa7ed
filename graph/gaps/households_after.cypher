// Which households come after this one, by id?
// Parameters: $after (an id, or empty for the first), $count (households).
// Columns: one row per household, by id.
MATCH (home:Household)
WHERE home.id > $after
RETURN home.id AS id
ORDER BY id
LIMIT $count

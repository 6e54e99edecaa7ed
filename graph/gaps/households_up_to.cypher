// How many households come up to this one, by id?
// Parameters: $last (an id).
// Columns: the number; one row.
MATCH (home:Household)
WHERE home.id <= $last
RETURN count(home) AS households

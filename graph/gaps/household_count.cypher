// How many households are there?
// Parameters: none.
// Columns: the number; one row, from the database's own counter.
MATCH (home:Household)
RETURN count(home) AS households

// Forgets how far a sweep has come, as when the register itself is emptied.
// Parameters: none.
// Columns: none.
MATCH (sweep:_Sweep)
DELETE sweep

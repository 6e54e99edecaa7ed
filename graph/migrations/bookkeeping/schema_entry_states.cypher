// How far are these constraints and indexes?
// Parameters: $names.
// Columns: name, state (ONLINE, POPULATING, FAILED); no row for a name that does not exist.
// Cannot see: what an entry of that name is made of.
SHOW INDEXES
YIELD name, state
WHERE name IN $names
RETURN name, state

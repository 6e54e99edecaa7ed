// Is there an index of this name that belongs to no constraint?
// Parameters: $name.
// Columns: percent (0 to 100, how much of it is filled); no row when there is none.
// Cannot see: whether somebody is creating the constraint at this moment.
SHOW INDEXES
YIELD name, populationPercent, owningConstraint
WHERE name = $name AND owningConstraint IS NULL
RETURN populationPercent AS percent

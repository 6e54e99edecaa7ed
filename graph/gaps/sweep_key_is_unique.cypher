// Lets no two sweeps write down two records.
// Parameters: none.
// Columns: none.
CREATE CONSTRAINT sweep_key_unique IF NOT EXISTS
FOR (sweep:_Sweep) REQUIRE sweep.key IS UNIQUE

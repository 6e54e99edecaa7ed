// Writes down how far a sweep has come: this household and all before it are done.
// Parameters: $day (date), $after (id of the last of them), $complete (boolean).
// Columns: none.
MERGE (sweep:_Sweep {key: 'gaps'})
SET sweep.day = $day, sweep.after = $after, sweep.complete = $complete

// Writes down how far a sweep has come; in the transaction of the batch, so that they agree.
// Parameters: $day (date), $after (id of the last household evaluated), $complete (boolean).
// Columns: none.
MERGE (sweep:_Sweep {key: 'gaps'})
SET sweep.day = $day, sweep.after = $after, sweep.complete = $complete

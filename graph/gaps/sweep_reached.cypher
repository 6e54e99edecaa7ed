// How far has the sweep come that was written down last?
// Parameters: none.
// Columns: at most one row; the day it is for, the last household it has evaluated, whether it is done.
MATCH (sweep:_Sweep {key: 'gaps'})
RETURN toString(sweep.day) AS day, sweep.after AS after, sweep.complete AS complete

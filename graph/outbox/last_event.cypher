// Which event is the last?
// Parameters: none.
// Columns: its sequence; one row, 0 when there is none.
OPTIONAL MATCH (s:Sequence {name: 'events'})
RETURN coalesce(s.last, 0) AS sequence

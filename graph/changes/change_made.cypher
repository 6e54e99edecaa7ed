// Has this change been made already, by whoever asks for it again?
// Parameters: $key (whose it is, and the idempotency key), $digest (of what is asked).
// Columns: the event it wrote; one row, none when it has not been made.
MATCH (c:Change {key: $key})
WHERE c.digest = $digest AND c.sequence IS NOT NULL
RETURN c.sequence AS sequence

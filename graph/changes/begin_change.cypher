// Has this change been made already? If not, its key is claimed, and what it changes is held.
// Parameters: $key (whose it is, and the idempotency key), $digest (of what is asked), $at (ISO time, UTC), $subject (id of what is changed).
// Columns: the digest the key was claimed with, the event it wrote (null when it has not been made); one row.
// Whoever claims the same key, or changes the same node, waits until this transaction ends.
MERGE (c:Change {key: $key})
  ON CREATE SET c.digest = $digest, c.recordedAt = datetime($at)
WITH c
OPTIONAL MATCH (n:Node {id: $subject})
SET n.id = n.id
RETURN c.digest AS digest, c.sequence AS sequence

// What has changed since?
// Parameters: $after (the last event known), $most (how many to tell).
// Columns: sequence, the change's name, id of what was changed, ISO time (UTC), the states before and after; in their order.
// Nothing is skipped: an event is seen only when all before it are (end_change.cypher).
MATCH (e:Event)
WHERE e.sequence > $after
RETURN
  e.sequence AS sequence,
  e.change AS change,
  e.subject AS subject,
  toString(e.recordedAt) AS at,
  e.stateBefore AS before,
  e.stateAfter AS after
ORDER BY sequence
LIMIT $most

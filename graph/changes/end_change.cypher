// Which place does this change take among all events?
// Parameters: $key (the claimed key), $change (its name), $subject (id of what was changed), $at (ISO time, UTC), $before and $after (states).
// Columns: the event's sequence; one row.
// Takes the next number and holds it until the transaction ends, so events are seen in their order, with no gaps: run it last.
MERGE (s:Sequence {name: 'events'})
SET s.name = s.name
WITH s
SET s.last = coalesce(s.last, 0) + 1
CREATE (e:Event {
  sequence: s.last,
  change: $change,
  subject: $subject,
  recordedAt: datetime($at),
  stateBefore: $before,
  stateAfter: $after
})
WITH e
MATCH (c:Change {key: $key})
SET c.sequence = e.sequence
RETURN e.sequence AS sequence

// Who broke the glass, when, why and until when?
// Parameters: $now (ISO time, UTC), $open (true: still open; false: over; null: all), $reference (that one alone, or null),
// $after_at and $after_reference (go on after that one; null from the beginning), $most (how many to tell).
// Columns: reference, account, person (id of their Supporter, or null), reason, ISO times (UTC) of opening, planned end and
// end (null while it is open), the account that ended it (null when its hour was over), state; the newest first, one row for each.
// An end is told from the time it holds, recorded or not.
MATCH (glass:GlassBreaking)
WHERE glass.reference = coalesce($reference, glass.reference)
  AND (
    $after_at IS NULL
    OR glass.openedAt < datetime($after_at)
    OR (glass.openedAt = datetime($after_at) AND glass.reference < $after_reference)
  )
WITH glass, CASE
  WHEN glass.stoppedBy IS NOT NULL THEN 'STOPPED'
  WHEN glass.endsAt <= datetime($now) THEN 'RAN_OUT'
  ELSE 'BROKEN'
END AS state
WHERE $open IS NULL OR (state = 'BROKEN') = $open
WITH glass, state
ORDER BY glass.openedAt DESC, glass.reference DESC
LIMIT $most
RETURN
  glass.reference AS reference,
  glass.account AS account,
  glass.person AS person,
  glass.reason AS reason,
  toString(glass.openedAt) AS opened_at,
  toString(glass.endsAt) AS ends_at,
  CASE state
    WHEN 'STOPPED' THEN toString(glass.stoppedAt)
    WHEN 'RAN_OUT' THEN toString(glass.endsAt)
  END AS stopped_at,
  glass.stoppedBy AS stopped_by,
  state AS state

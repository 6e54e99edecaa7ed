// Somebody ends an emergency access before its hour is over: from the next statement on it opens nothing.
// Parameters: $reference (which), $at (ISO time, UTC), $account, $role and $person (who; the person may be null).
// Columns: one row with the state before; nothing is written unless that is BROKEN. No row when there is no such opening.
MATCH (glass:GlassBreaking {reference: $reference})
SET glass.reference = glass.reference
WITH glass, CASE
  WHEN glass.stoppedBy IS NOT NULL THEN 'STOPPED'
  WHEN glass.endsAt <= datetime($at) THEN 'RAN_OUT'
  ELSE 'BROKEN'
END AS before
FOREACH (_ IN CASE WHEN before = 'BROKEN' THEN [1] ELSE [] END |
  SET
    glass.standing = null,
    glass.stoppedAt = datetime($at),
    glass.stoppedBy = $account,
    glass.stoppedInRole = $role,
    glass.stoppedByPerson = $person)
RETURN before AS before

// The end of an emergency access goes on record: by the one who ended it, or by the clock.
// Parameters: $reference (which), $now (ISO time, UTC).
// Columns: the account, role and person under whom the end is recorded, and whether the hour ran out; one row, none when
// it is on record already or not over yet. Whoever records the same one waits until this transaction ends.
MATCH (glass:GlassBreaking {reference: $reference})
SET glass.reference = glass.reference
WITH glass
WHERE glass.stopRecorded IS NULL AND (glass.stoppedAt IS NOT NULL OR glass.endsAt <= datetime($now))
WITH glass, glass.stoppedBy IS NULL AS ran_out
SET
  glass.standing = null,
  glass.stoppedAt = coalesce(glass.stoppedAt, glass.endsAt),
  glass.stopRecorded = true
RETURN
  CASE WHEN ran_out THEN glass.account ELSE glass.stoppedBy END AS account,
  glass.stoppedInRole AS role,
  CASE WHEN ran_out THEN glass.person ELSE glass.stoppedByPerson END AS person,
  ran_out AS ran_out

// Which emergency accesses are over by now, and the audit has not their end?
// Parameters: $now (ISO time, UTC), $account (whose; null for everybody's).
// Columns: reference, and whether its hour ran out (else somebody ended it); one row for each, the longest over first.
// Reads all openings whose end is not recorded: those that stand, and those of an audit that could not be written.
MATCH (glass:GlassBreaking)
WHERE glass.account = coalesce($account, glass.account)
  AND glass.stopRecorded IS NULL
  AND (glass.stoppedAt IS NOT NULL OR glass.endsAt <= datetime($now))
RETURN
  glass.reference AS reference,
  glass.stoppedBy IS NULL AS ran_out
ORDER BY coalesce(glass.stoppedAt, glass.endsAt), reference

// A leave to see where a protected resident lives is withdrawn, by one person: from now on it opens nothing.
// Parameters: $permission (reference), $today (date).
// Columns: one row with how it stood: ASKED, CONFIRMED, or WITHDRAWN when it already was; no row when there is no such leave.
MATCH (l:LocationPermission {reference: $permission})
SET l.reference = l.reference
WITH l, CASE
  WHEN l.withdrawnOn IS NOT NULL THEN 'WITHDRAWN'
  WHEN l.confirmedBy IS NOT NULL THEN 'CONFIRMED'
  ELSE 'ASKED'
END AS before
SET l.withdrawnOn = coalesce(l.withdrawnOn, $today)
RETURN before AS before

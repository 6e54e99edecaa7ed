// A gap is none, as somebody decided.
// Parameters: $gap (id), $dismissal (a value of GapDismissal), $note (text or null), $today (date).
// Columns: the states before and after; no row when there is no such gap. Only an open gap is dismissed: any
// other keeps its state, which comes back. While its rule still finds it and finds nothing new,
// it stays dismissed.
MATCH (gap:SupportGap {id: $gap})
SET gap.rank = gap.rank
WITH gap, gap.open AS open, gap.state AS before
CALL (gap, open) {
  WITH gap, open
  WHERE open
  SET
    gap.state = 'DISMISSED',
    gap.open = false,
    gap.rank = '1' + substring(gap.rank, 1),
    gap.changedOn = $today,
    gap.dismissal = $dismissal,
    gap.note = $note
  WITH gap
  MATCH (gap)<-[held:ASSIGNED_TO]-(:Supporter)
  WHERE held.until IS NULL
  SET held.until = $today
  RETURN count(*) AS released
}
RETURN before AS before, gap.state AS after

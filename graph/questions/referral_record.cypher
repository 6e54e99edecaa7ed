// How do hand-overs go, over all agencies?
// Parameters: $as_of (date).
// Columns: one row; answered, accepted, ended and helped count the hand-overs up to the day.
// Cannot see: hand-overs nobody recorded; those withdrawn by the sender count for nobody.
MATCH (f:Referral)
WHERE f.state IN ['ACCEPTED', 'IN_PROGRESS', 'ON_HOLD', 'COMPLETED', 'FAILED', 'DECLINED']
  AND f.answeredOn <= $as_of
WITH f.state AS state, f.state IN ['COMPLETED', 'FAILED'] AND f.closedOn <= $as_of AS ended, f
RETURN
  count(*) AS answered,
  count(CASE WHEN state <> 'DECLINED' THEN 1 END) AS accepted,
  count(CASE WHEN ended THEN 1 END) AS ended,
  count(CASE WHEN ended AND f.outcome = 'HELP_RECEIVED' THEN 1 END) AS helped

// How long has the agency of this hand-over taken to answer, after each day since it answered this one?
// Parameters: $referral (id).
// Columns: how many standings have been looked at; one row.
// Run it after `change_hand_over_counts`, which makes the standings.
MATCH (r:Referral {id: $referral})-[:REFERRED_TO]->(a:Agency)
WHERE r.answeredOn IS NOT NULL
CALL (a) {
  MATCH (a)<-[:REFERRED_TO]-(f:Referral)
  WHERE f.answeredOn IS NOT NULL
    AND f.state IN ['ACCEPTED', 'IN_PROGRESS', 'ON_HOLD', 'COMPLETED', 'FAILED', 'DECLINED']
  RETURN collect([f.answeredOn, duration.inDays(f.requestedOn, f.answeredOn).days]) AS answers
}
MATCH (s:HandOverStanding)
WHERE s.key >= a.id + '/' + toString(r.answeredOn) AND s.key < a.id + '0'
CALL (s, answers) {
  UNWIND [each IN answers WHERE each[0] <= s.day | each[1]] AS days
  RETURN percentileCont(days, 0.5) AS median_days
}
SET s.medianDays = median_days
RETURN count(s) AS standings

// How do hand-overs go, over all agencies?
// Parameters: $as_of (date).
// Columns: one row; answered, accepted, ended and helped count the hand-overs up to the day, as kept
// by `graph/changes/hand_over_counts.py`.
// Cannot see: hand-overs nobody recorded; those withdrawn by the sender count for nobody.
OPTIONAL CALL () {
  MATCH (s:HandOverStanding)
  WHERE s.key > 'ALL/' AND s.key <= 'ALL/' + toString($as_of)
  RETURN s
  ORDER BY s.key DESC
  LIMIT 1
}
RETURN
  coalesce(s.answered, 0) AS answered,
  coalesce(s.accepted, 0) AS accepted,
  coalesce(s.ended, 0) AS ended,
  coalesce(s.helped, 0) AS helped

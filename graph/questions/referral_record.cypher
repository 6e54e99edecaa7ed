// How do hand-overs go, over all agencies?
// Parameters: $published (date), the last day of a month.
// Columns: one row; answered, accepted, ended and helped count the hand-overs up to the day, as kept
// by `graph/changes/hand_over_counts.py`; 0 where they are fewer than ten.
// Cannot see: hand-overs nobody recorded; those withdrawn by the sender count for nobody.
OPTIONAL CALL () {
  MATCH (s:HandOverStanding)
  WHERE s.key > 'ALL/' AND s.key <= 'ALL/' + toString($published)
  WITH s
  ORDER BY s.key DESC
  LIMIT 1
  WHERE s.answered >= 10
  RETURN s
}
RETURN
  coalesce(s.answered, 0) AS answered,
  coalesce(s.accepted, 0) AS accepted,
  CASE WHEN s.ended >= 10 THEN s.ended ELSE 0 END AS ended,
  CASE WHEN s.ended >= 10 THEN s.helped ELSE 0 END AS helped,
  toString($published) AS until

// Which standings does this hand-over count in, as it is now? It is counted in them, or no longer.
// Parameters: $referral (id), $count (1, or -1 before what is counted changes).
// Columns: how many standings have changed; one row.
// A day without a standing gets one, with the counts of the day before. The standing of no day is held
// until the transaction ends, so that of two who count at once one waits.
CALL () {
  MATCH (f:Referral {id: $referral})
  WHERE f.answeredOn IS NOT NULL
    AND f.state IN ['ACCEPTED', 'IN_PROGRESS', 'ON_HOLD', 'COMPLETED', 'FAILED', 'DECLINED']
  OPTIONAL MATCH (f)-[:REFERRED_TO]->(a:Agency)
  MERGE (held:HandOverStanding {key: 'ALL/'})
  SET held.key = 'ALL/'
  WITH f, ['ALL'] + CASE WHEN a IS NULL THEN [] ELSE [a.id] END AS both,
    CASE WHEN f.state IN ['COMPLETED', 'FAILED'] THEN
      CASE WHEN f.closedOn < f.answeredOn THEN f.answeredOn ELSE f.closedOn END END AS ended_on
  UNWIND both AS whose
  CALL (f, whose, ended_on) {
    UNWIND [f.answeredOn] + CASE WHEN ended_on IS NULL THEN [] ELSE [ended_on] END AS day
    WITH DISTINCT whose, day
    OPTIONAL CALL (whose, day) {
      MATCH (before:HandOverStanding)
      WHERE before.key > whose + '/' AND before.key <= whose + '/' + toString(day)
      RETURN before
      ORDER BY before.key DESC
      LIMIT 1
    }
    WITH whose, day, before, before.answered AS answered, before.accepted AS accepted,
      before.ended AS ended, before.helped AS helped, before.medianDays AS median_days
    WITH collect([day, answered, accepted, ended, helped, median_days]) AS days, whose
    UNWIND days AS each
    MERGE (s:HandOverStanding {key: whose + '/' + toString(each[0])})
      ON CREATE SET
        s.day = each[0],
        s.answered = coalesce(each[1], 0),
        s.accepted = coalesce(each[2], 0),
        s.ended = coalesce(each[3], 0),
        s.helped = coalesce(each[4], 0),
        s.medianDays = each[5]
    RETURN count(s) AS there
  }
  MATCH (s:HandOverStanding)
  WHERE s.key >= whose + '/' + toString(f.answeredOn) AND s.key < whose + '0'
  WITH s, f, ended_on IS NOT NULL AND ended_on <= s.day AS over
  SET
    s.answered = s.answered + $count,
    s.accepted = s.accepted + CASE WHEN f.state <> 'DECLINED' THEN $count ELSE 0 END,
    s.ended = s.ended + CASE WHEN over THEN $count ELSE 0 END,
    s.helped = s.helped + CASE WHEN over AND f.outcome = 'HELP_RECEIVED' THEN $count ELSE 0 END
  RETURN s
}
RETURN count(s) AS standings

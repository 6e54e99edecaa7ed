// How did hand-overs stand after each day on which one was answered or ended, agency by agency and over all?
// Parameters: none.
// Columns: how many standings there are; one row.
// Counts everything anew and may be run again; `change_hand_over_counts` keeps the counts from then on.
CALL () {
  MATCH (f:Referral)
  OPTIONAL MATCH (f)-[:REFERRED_TO]->(a:Agency)
  WITH f, a
  WHERE f.answeredOn IS NOT NULL
    AND f.state IN ['ACCEPTED', 'IN_PROGRESS', 'ON_HOLD', 'COMPLETED', 'FAILED', 'DECLINED']
  WITH f, ['ALL'] + CASE WHEN a IS NULL THEN [] ELSE [a.id] END AS both,
    CASE WHEN f.state IN ['COMPLETED', 'FAILED'] THEN
      CASE WHEN f.closedOn < f.answeredOn THEN f.answeredOn ELSE f.closedOn END END AS ended_on
  UNWIND both AS whose
  WITH whose, collect([f.answeredOn, f.state <> 'DECLINED', ended_on, f.outcome = 'HELP_RECEIVED',
    duration.inDays(f.requestedOn, f.answeredOn).days]) AS each
  RETURN whose, each
}
CALL (each) {
  UNWIND each AS one
  UNWIND CASE WHEN one[2] IS NULL THEN [[one[0], 1, one[1], 0, false]]
    ELSE [[one[0], 1, one[1], 0, false], [one[2], 0, false, 1, one[3]]] END AS step
  WITH
    step[0] AS day,
    sum(step[1]) AS answered,
    count(CASE WHEN step[2] THEN 1 END) AS accepted,
    sum(step[3]) AS ended,
    count(CASE WHEN step[4] THEN 1 END) AS helped
  ORDER BY day
  RETURN collect([day, answered, accepted, ended, helped]) AS steps
}
UNWIND range(0, size(steps) - 1) AS place
WITH whose, each, steps, place, steps[place][0] AS day
CALL (whose, each, day) {
  UNWIND CASE WHEN whose = 'ALL' THEN [] ELSE [one IN each WHERE one[0] <= day | one[4]] END AS days
  RETURN percentileCont(days, 0.5) AS median_days
}
// Numbers alone go on from here: rows wait for each other before anything is merged, and with the lists
// beside them would take more memory than a large city's database has.
WITH
  whose + '/' + toString(day) AS key,
  day,
  median_days,
  reduce(sum = 0, up_to IN range(0, place) | sum + steps[up_to][1]) AS answered,
  reduce(sum = 0, up_to IN range(0, place) | sum + steps[up_to][2]) AS accepted,
  reduce(sum = 0, up_to IN range(0, place) | sum + steps[up_to][3]) AS ended,
  reduce(sum = 0, up_to IN range(0, place) | sum + steps[up_to][4]) AS helped
MERGE (s:HandOverStanding {key: key})
SET
  s.day = day,
  s.answered = answered,
  s.accepted = accepted,
  s.ended = ended,
  s.helped = helped,
  s.medianDays = median_days
RETURN count(s) AS standings

// Somebody sees to a gap from now on.
// Parameters: $gap (id), $supporter (id of the one who takes it on), $today (date).
// Columns: the states before and after; no row when there is no such gap or supporter. Only an open gap is
// taken on: any other keeps its state, which comes back. Who had it before has it no longer.
MATCH (gap:SupportGap {id: $gap})
MATCH (by:Supporter {id: $supporter})
SET gap.rank = gap.rank
WITH gap, by, gap.open AS open, gap.state AS before
CALL (gap, by, open) {
  WITH gap, by, open
  WHERE open
  OPTIONAL MATCH (gap)<-[held:ASSIGNED_TO]-(other:Supporter)
  WHERE held.until IS NULL AND other <> by
  SET held.until = $today
  WITH DISTINCT gap, by
  FOREACH (_ IN CASE WHEN gap.state = 'TAKEN_ON' THEN [] ELSE [1] END |
    SET gap.changedOn = $today)
  SET gap.state = 'TAKEN_ON'
  WITH gap, by
  WHERE NOT EXISTS { MATCH (gap)<-[held:ASSIGNED_TO]-(by) WHERE held.until IS NULL }
  CREATE (by)-[:ASSIGNED_TO {since: $today}]->(gap)
  RETURN count(*) AS assigned
}
RETURN before AS before, gap.state AS after

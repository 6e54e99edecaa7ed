// Whom may a コミュニティソーシャルワーカー see? The households of their areas, and those whose cases they lead.
// Parameters: $viewer (id of a Supporter), $today (date), $homes (whether the households of cases are asked for).
// Columns: one row, as graph/grants/__init__.py has it; `homes` are the households with an open case that the person
// leads or is assigned to; empty where they are not asked for.
// Cannot see: who stands in for somebody without a tie of their own.
OPTIONAL MATCH (me:Supporter {id: $viewer})
WHERE any(role IN me.roles WHERE role IN ['CSW', 'CSW_LEAD'])
  AND (me.retiredOn IS NULL OR me.retiredOn > $today)
CALL (me) {
  CALL (me) {
    MATCH (me)-[t:ACTIVE_IN]->(place:District)
    WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
    RETURN place
    UNION
    MATCH (me)-[t:ASSIGNED_TO]->(:Area)<-[:IN_AREA]-(place:District)
    WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
    RETURN place
  }
  RETURN collect(place) AS of_reach
}
CALL (me) {
  MATCH (me)-[w:WORKS_FOR]->(a:Agency)
  WHERE (w.since IS NULL OR w.since <= $today) AND (w.until IS NULL OR w.until > $today)
  RETURN collect(DISTINCT a) AS agencies
}
WITH me, [me] + agencies AS of_viewer, of_reach
RETURN
  me IS NOT NULL AS admitted,
  [each IN of_viewer | each.id] AS viewer,
  [each IN of_reach | each.id] AS reach,
  COLLECT {
    MATCH (me)-[:SAME_AS*0..1]->(self)
    UNWIND [self]
      + COLLECT { MATCH (self)-[:PARENT_OF|SPOUSE_OF]-(kin) RETURN kin }
      + COLLECT {
        MATCH (self)-[m:MEMBER_OF]->()<-[o:MEMBER_OF]-(mate)
        WHERE coalesce(m.until > $today, true) AND coalesce(o.until > $today, true)
        RETURN mate
      } AS other
    MATCH (other)<-[:SAME_AS*0..1]-()<-[:AGAINST]-(p)-[:SEALS]->(x)
    WHERE p.endedOn IS NULL
    RETURN DISTINCT x.id
  } AS denied,
  COLLECT {
    MATCH (me)<-[:GIVEN_TO]-(l)-[:OPENS]->()-[:SEALS]->(x)
    WHERE l.from <= $today AND l.until > $today AND l.confirmedBy IS NOT NULL AND l.withdrawnOn IS NULL
    RETURN DISTINCT x.id
  } AS opened,
  COLLECT {
    UNWIND CASE WHEN $homes THEN [me] ELSE [] END AS of_worker
    MATCH (of_worker)-[of_work:LEADS|ASSIGNED_TO]->(of_case)
    WHERE (of_work.since IS NULL OR of_work.since <= $today) AND (of_work.until IS NULL OR of_work.until > $today)
    WITH DISTINCT of_case
    WHERE of_case:Case AND (of_case.closedOn IS NULL OR of_case.closedOn > $today)
    MATCH (of_case)-[:CONCERNS]->(of_home:Household)
    RETURN DISTINCT of_home.id
  } AS homes

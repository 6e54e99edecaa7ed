// Whom may a 機関の職員 see? The households with a case their agency has joined, or a referral to it.
// Parameters: $viewer (id of a Supporter), $today (date), $homes (whether the households are asked for).
// Columns: one row, as graph/grants/__init__.py has it; `homes` are the households with an open case that one of the
// agencies or the person works on, or an open hand-over to one of them; empty where they are not asked for.
// Cannot see: who stands in for somebody without a tie of their own.
OPTIONAL MATCH (me:Supporter {id: $viewer})
WHERE (me.retiredOn IS NULL OR me.retiredOn > $today)
CALL (me) {
  MATCH (me)-[w:WORKS_FOR]->(a:Agency)
  WHERE (w.since IS NULL OR w.since <= $today) AND (w.until IS NULL OR w.until > $today)
  RETURN collect(DISTINCT a) AS agencies
}
WITH CASE WHEN size(agencies) > 0 THEN me END AS me, [me] + agencies AS of_viewer, [] AS of_reach
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
    UNWIND CASE WHEN $homes THEN of_viewer ELSE [] END AS of_worker
    MATCH (of_worker)-[of_work:JOINED|LEADS]->(of_case)
    WHERE (of_work.since IS NULL OR of_work.since <= $today) AND (of_work.until IS NULL OR of_work.until > $today)
    WITH DISTINCT of_case
    WHERE of_case:Case AND (of_case.closedOn IS NULL OR of_case.closedOn > $today)
    MATCH (of_case)-[:CONCERNS]->(of_home:Household)
    RETURN of_home.id
    UNION
    UNWIND CASE WHEN $homes THEN of_viewer ELSE [] END AS of_worker
    MATCH (of_worker)<-[:REFERRED_TO]-(of_referral:Referral)
    WHERE (of_referral.closedOn IS NULL OR of_referral.closedOn > $today)
    MATCH (of_referral)-[:REFERRED_FOR]->(:Need)-[:CONCERNS]->(of_whom)
    MATCH (of_whom)-[of_lives:MEMBER_OF WHERE (of_lives.since IS NULL OR of_lives.since <= $today) AND (of_lives.until IS NULL OR of_lives.until > $today)]->{0,1}(of_home:Household)
    RETURN of_home.id
  } AS homes

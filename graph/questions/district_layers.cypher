// What is each district covered by, on a day and a year before it?
// Parameters: $as_of (date).
// Columns: one row per district, by code; counts of people, councils and places; `_before` is a
// year earlier; commissioner_seats is the quota, null where none is set; csws look after the area.
// first_day is the first on which anybody is recorded as active anywhere.
// Cannot see: supporters without a tie to a district; whether a place with a day in its future opens.
CALL () {
  MATCH (:Supporter)-[a:ACTIVE_IN]->(:District)
  RETURN min(a.since) AS first_day
}
MATCH (district:District)
OPTIONAL MATCH (district)-[:IN_MUNICIPALITY]->(municipality:Municipality)
OPTIONAL MATCH (district)-[:IN_AREA]->(area:Area)
CALL (district) {
  MATCH (district)<-[a:ACTIVE_IN]-(s:Supporter)
  WITH
    s.mainRole AS role,
    (a.since IS NULL OR a.since <= $as_of) AND (a.until IS NULL OR a.until > $as_of) AS now,
    (a.since IS NULL OR a.since <= $as_of - duration('P1Y'))
      AND (a.until IS NULL OR a.until > $as_of - duration('P1Y')) AS before
  RETURN
    count(CASE WHEN role = 'VOLUNTEER' AND now THEN 1 END) AS volunteers,
    count(CASE WHEN role = 'VOLUNTEER' AND before THEN 1 END) AS volunteers_before,
    count(CASE WHEN role = 'COMMISSIONER' AND now THEN 1 END) AS commissioners,
    count(CASE WHEN role = 'COMMISSIONER' AND before THEN 1 END) AS commissioners_before
}
CALL (district) {
  MATCH (district)<-[:IN_DISTRICT]-(c:Council)
  RETURN
    count(CASE WHEN c.foundedOn <= $as_of THEN 1 END) AS councils,
    count(CASE WHEN c.foundedOn <= $as_of - duration('P1Y') THEN 1 END) AS councils_before
}
CALL (district) {
  MATCH (district)<-[:IN_DISTRICT]-(p:Place {type: 'COMMUNITY_CAFE'})
  WITH p, $as_of - duration('P1Y') AS before
  RETURN
    count(CASE WHEN p.openedOn <= $as_of AND (p.closedOn IS NULL OR p.closedOn > $as_of)
      THEN 1 END) AS cafes,
    count(CASE WHEN p.openedOn <= before AND (p.closedOn IS NULL OR p.closedOn > before)
      THEN 1 END) AS cafes_before
}
CALL (area) {
  MATCH (area)<-[a:ASSIGNED_TO]-(s:Supporter {mainRole: 'CSW'})
  WITH a, s, $as_of - duration('P1Y') AS before
  RETURN
    count(DISTINCT CASE WHEN (a.since IS NULL OR a.since <= $as_of)
      AND (a.until IS NULL OR a.until > $as_of) THEN s END) AS csws,
    count(DISTINCT CASE WHEN (a.since IS NULL OR a.since <= before)
      AND (a.until IS NULL OR a.until > before) THEN s END) AS csws_before
}
RETURN
  district AS district,
  district.code AS code,
  district.name AS name,
  municipality.name AS municipality,
  area.code AS area,
  toString(first_day) AS first_day,
  district.population AS population,
  district.householdCount AS households,
  district.share65Plus AS share_65_plus,
  district.commissionerQuota AS commissioner_seats,
  volunteers AS volunteers,
  volunteers_before AS volunteers_before,
  commissioners AS commissioners,
  commissioners_before AS commissioners_before,
  councils AS councils,
  councils_before AS councils_before,
  cafes AS cafes,
  cafes_before AS cafes_before,
  csws AS csws,
  csws_before AS csws_before
ORDER BY code

// How many people look after others, in how many districts?
// Parameters: $code (municipality), $year_end and $today (dates).
// Columns: one number each, one row.
// Cannot see: supporters who are active but tied to no district or area.
MATCH (city:Municipality {code: $code})
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(:District)<-[a:ACTIVE_IN]-(s:Supporter {mainRole: 'COMMISSIONER'})
  WHERE a.since <= $today AND (a.until IS NULL OR a.until > $today)
  RETURN count(DISTINCT s) AS commissioners
}
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(d:District)
  RETURN sum(d.commissionerQuota) AS commissioner_quota
}
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(d:District)<-[a:ACTIVE_IN]-(s:Supporter {mainRole: 'VOLUNTEER'})
  WHERE a.since <= $year_end AND (a.until IS NULL OR a.until > $year_end)
  RETURN
    count(DISTINCT s) AS volunteers,
    count(DISTINCT d) AS volunteer_districts,
    min(a.since) AS earliest
}
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(a:Area)<-[:ASSIGNED_TO]-(s:Supporter {mainRole: 'CSW'})
  WITH a, count(DISTINCT s) AS per_area
  RETURN sum(per_area) AS csws, min(per_area) AS fewest_csws, max(per_area) AS most_csws
}
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(:Area)<-[:ASSIGNED_TO]-(s:Supporter {mainRole: 'CSW_LEAD'})
  RETURN count(DISTINCT s) AS csw_leads
}
RETURN
  commissioners AS commissioners,
  commissioner_quota AS commissioner_quota,
  city.commissionerQuota AS quota_of_city,
  volunteers AS volunteers,
  volunteer_districts AS volunteer_districts,
  toString(earliest) AS first_volunteer,
  csws AS csws,
  fewest_csws AS fewest_csws,
  most_csws AS most_csws,
  csw_leads AS csw_leads

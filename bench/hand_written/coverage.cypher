// What districtCoverage counts, as somebody would write it by hand who wants these counts alone:
// each kind of fact is read once and counted by district, and districts without any are filled up.
// Parameters: $as_of, $before (dates, a year apart).
// Columns: one row of lists, see the twin.
MATCH (d:District)
OPTIONAL MATCH (d)<-[a:ACTIVE_IN]-(s:Supporter)
WITH d, s.mainRole AS role,
  (a.since IS NULL OR a.since <= $as_of) AND (a.until IS NULL OR a.until > $as_of) AS now,
  (a.since IS NULL OR a.since <= $before) AND (a.until IS NULL OR a.until > $before) AS before
WITH d,
  sum(CASE WHEN role = 'VOLUNTEER' AND now THEN 1 ELSE 0 END) AS volunteers,
  sum(CASE WHEN role = 'VOLUNTEER' AND before THEN 1 ELSE 0 END) AS volunteers_before,
  sum(CASE WHEN role = 'COMMISSIONER' AND now THEN 1 ELSE 0 END) AS commissioners,
  sum(CASE WHEN role = 'COMMISSIONER' AND before THEN 1 ELSE 0 END) AS commissioners_before
CALL (d) {
  OPTIONAL MATCH (d)<-[:IN_DISTRICT]-(c:Council)
  RETURN count(CASE WHEN c.foundedOn <= $as_of THEN 1 END) AS councils,
    count(CASE WHEN c.foundedOn <= $before THEN 1 END) AS councils_before
}
CALL (d) {
  OPTIONAL MATCH (d)<-[:IN_DISTRICT]-(p:Place {type: 'COMMUNITY_CAFE'})
  RETURN
    count(CASE WHEN p.openedOn <= $as_of AND (p.closedOn IS NULL OR p.closedOn > $as_of) THEN 1 END) AS cafes,
    count(CASE WHEN p.openedOn <= $before AND (p.closedOn IS NULL OR p.closedOn > $before) THEN 1 END)
      AS cafes_before
}
CALL (d) {
  OPTIONAL MATCH (d)-[:IN_AREA]->(:Area)<-[a:ASSIGNED_TO]-(s:Supporter {mainRole: 'CSW'})
  RETURN
    count(DISTINCT CASE WHEN (a.since IS NULL OR a.since <= $as_of)
      AND (a.until IS NULL OR a.until > $as_of) THEN s END) AS csws,
    count(DISTINCT CASE WHEN (a.since IS NULL OR a.since <= $before)
      AND (a.until IS NULL OR a.until > $before) THEN s END) AS csws_before
}
WITH d.code AS code, [volunteers, volunteers_before, commissioners, commissioners_before, councils,
  councils_before, cafes, cafes_before, csws, csws_before] AS counts
ORDER BY code
WITH collect([code, counts]) AS districts
CALL () {
  MATCH (n:Need)
  WHERE n.openedOn <= $as_of AND (n.closedOn IS NULL OR n.closedOn > $as_of)
  MATCH (n)-[:IN_CATEGORY]->(:NeedCategory)-[:IN_FIELD]->(f:Field)
  CALL (n) {
    MATCH (n)-[:CONCERNS]->(:Household)-[:IN_DISTRICT]->(d:District)
    RETURN d
    UNION
    MATCH (n)-[:CONCERNS]->(:Resident)-[m:MEMBER_OF]->(:Household)-[:IN_DISTRICT]->(d:District)
    WHERE (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
    RETURN d
  }
  WITH d, f, count(*) AS needs
  RETURN collect([d.code, f.code, needs]) AS needs
}
CALL () {
  MATCH (f:Field)<-[:IN_FIELD]-(:NeedCategory)<-[h:HANDLES]-(a:Agency)-[s:SERVES]->(served)
  WHERE (h.since IS NULL OR h.since <= $as_of) AND (h.until IS NULL OR h.until > $as_of)
    AND (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  WITH DISTINCT f, a, served
  MATCH (served)<-[:IN_AREA|IN_MUNICIPALITY]-{0,1}(d:District)
  WITH d, f, count(DISTINCT a) AS agencies
  RETURN collect([d.code, f.code, agencies]) AS agencies
}
RETURN
  districts AS districts,
  needs AS needs,
  agencies AS agencies

// Who of the city may be stood in for in the demo: a few people of each role, who have work to see.
// Parameters: $today (a tie that ended by then does not count), $each (people per role).
// Columns: role as graph/viewer.py has it; id and name of the supporter; what they have to do with
//   whom, as a text; one row per person, by role and rank.
// Cannot see: whether what they may see is much or little; the rules decide that.
CALL () {
  MATCH (s:Supporter {mainRole: 'VOLUNTEER'})-[w:WATCHES]->(:Household)-[:IN_DISTRICT]->(d:District)
  WHERE w.until IS NULL OR w.until > $today
  WITH s, d, count(*) AS watched
  ORDER BY watched DESC, s.id, d.id
  WITH s, collect(d)[0] AS d, sum(watched) AS watched
  RETURN 'volunteer' AS role, s AS person, d.name AS place, watched AS rank
  ORDER BY rank DESC, s.id
  LIMIT $each
UNION ALL
  MATCH (s:Supporter {mainRole: 'COMMISSIONER'})-[a:ACTIVE_IN]->(d:District)
  WHERE a.until IS NULL OR a.until > $today
  WITH s, d, COUNT { (s)-[:WATCHES]->(:Household) } AS watched
  RETURN 'commissioner' AS role, s AS person, d.name AS place, watched AS rank
  ORDER BY rank DESC, s.id
  LIMIT $each
UNION ALL
  MATCH (s:Supporter)-[w:WORKS_FOR]->(a:Agency)
  WHERE s.mainRole <> 'COORDINATOR' AND s.mainRole <> 'CSW'
    AND (w.until IS NULL OR w.until > $today)
  WITH a, s
  ORDER BY s.id
  WITH a, collect(s)[0] AS s
  WITH a, s, COUNT { (a)-[:JOINED]->(:Case) } AS cases
  WHERE cases > 0
  RETURN 'agency staff' AS role, s AS person, a.name AS place, cases AS rank
  ORDER BY rank DESC, s.id
  LIMIT $each
UNION ALL
  MATCH (s:Supporter {mainRole: 'CSW'})-[w:ASSIGNED_TO]->(a:Area)
  WHERE w.until IS NULL OR w.until > $today
  WITH a, s
  ORDER BY s.id
  WITH a, collect(s)[0] AS s
  RETURN 'csw' AS role, s AS person, a.name AS place, 0 AS rank
  ORDER BY place, s.id
UNION ALL
  MATCH (s:Supporter {mainRole: 'COORDINATOR'})
  OPTIONAL MATCH (s)-[:WORKS_FOR]->(a:Agency)
  WITH s, head(collect(a.name)) AS place, COUNT { (s)-[:LEADS]->(:Case) } AS cases
  RETURN 'coordinator' AS role, s AS person, place AS place, cases AS rank
  ORDER BY rank DESC, s.id
  LIMIT $each
}
WITH role, person, place, rank
WHERE person.retiredOn IS NULL
RETURN role AS role, person.id AS id, person.name AS name, place AS place

// What passed over the one-stop window's desk, which desks have the window system, who was trained?
// Parameters: $code (municipality), $window_opened (date).
// Columns: one number each, one row; per_month in tenths, rounded down.
// Cannot see: consultations that no agency of the municipality recorded.
MATCH (city:Municipality {code: $code})
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(:District)<-[:IN_DISTRICT]-(w:Agency {kind: 'ONE_STOP_WINDOW'})
  MATCH (w)-[:RECORDED]->(c:Consultation)
  RETURN
    count(CASE WHEN c.fiscalYear = 2017 THEN 1 END) AS fy2017,
    count(CASE WHEN c.fiscalYear = 2018 THEN 1 END) AS fy2018,
    count(CASE WHEN c.fiscalYear = 2019 THEN 1 END) AS fy2019,
    count(CASE WHEN c.fiscalYear = 2020 THEN 1 END) AS fy2020,
    count(CASE WHEN c.fiscalYear = 2020 AND c.isNew THEN 1 END) AS fy2020_new
}
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(:District)<-[:IN_DISTRICT]-(a:Agency)
  WHERE a.windowSystem
  RETURN
    count(CASE WHEN a.kind = 'CITY_DEPARTMENT' THEN 1 END) AS departments,
    count(CASE WHEN a.kind = 'BRANCH_OFFICE' THEN 1 END) AS branches
}
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(:District)<-[:IN_DISTRICT]-(a:Agency)
  WHERE a.insideCityHall AND a.name ENDS WITH '福祉総務課'
  MATCH (a)-[:RECORDED]->(c:Consultation)
  WHERE c.heldOn < $window_opened AND c.heldOn >= $window_opened - duration('P1Y')
  RETURN count(c) AS year_before
}
CALL () {
  MATCH (t:Training)
  RETURN
    max(CASE WHEN t.heldOn = date('2018-02-07') THEN t.attendance END) AS open_lecture,
    min(CASE WHEN t.theme = 'ごみ屋敷問題' THEN t.heldOn END) AS refuse,
    min(CASE WHEN t.theme = '8050問題' THEN t.heldOn END) AS eighty_fifty,
    min(CASE WHEN t.theme STARTS WITH '住宅確保要配慮者' THEN t.heldOn END) AS housing
}
RETURN
  departments AS departments,
  branches AS branches,
  year_before AS year_before,
  fy2017 AS fy2017,
  fy2018 AS fy2018,
  fy2019 AS fy2019,
  fy2020 AS fy2020,
  fy2020_new AS fy2020_new,
  year_before / 12 AS per_month_before,
  toInteger(round(fy2017 / 9.0)) AS per_month_2017,
  toInteger(round(fy2020 / 12.0)) AS per_month_2020,
  toInteger(round(100.0 * fy2020 / fy2017)) AS growth,
  open_lecture AS open_lecture,
  left(toString(refuse), 7) AS refuse_month,
  left(toString(eighty_fifty), 7) AS eighty_fifty_month,
  left(toString(housing), 7) AS housing_month

// How large is the city, and what does it have for its neighbourhoods?
// Parameters: $code (municipality), $census, $year_end and $today (dates).
// Columns: one number each, one row; share_65_plus in hundredths of a percent, rounded.
// Cannot see: residents without a birth date; places without an opening day count as open.
MATCH (city:Municipality {code: $code})
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(:District)<-[:IN_DISTRICT]-(h:Household)<-[m:MEMBER_OF]-(r:Resident)
  WHERE (m.since IS NULL OR m.since <= $census) AND (m.until IS NULL OR m.until > $census)
  RETURN
    count(DISTINCT r) AS residents,
    count(DISTINCT h) AS households,
    count(DISTINCT CASE WHEN r.birthDate <= $census - duration('P65Y') THEN r END) AS older
}
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(d:District)
  RETURN
    count(d) AS districts,
    sum(d.population) AS district_residents,
    sum(d.householdCount) AS district_households
}
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(:District)<-[:IN_DISTRICT]-(c:Council)
  WHERE c.foundedOn <= $today
  RETURN count(DISTINCT c) AS councils, max(c.foundedOn) AS newest_council
}
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(d:District)<-[:IN_DISTRICT]-(p:Place {type: 'COMMUNITY_CAFE'})
  WHERE p.openedOn <= $year_end AND (p.closedOn IS NULL OR p.closedOn > $year_end)
  RETURN count(DISTINCT p) AS cafes, count(DISTINCT d) AS cafe_districts
}
CALL (city) {
  MATCH (city)<-[:IN_MUNICIPALITY]-(a:Area)
  RETURN count(a) AS areas
}
RETURN
  residents AS residents,
  households AS households,
  older AS aged_65_plus,
  toInteger(round(10000.0 * older / residents)) AS share_65_plus,
  districts AS districts,
  district_residents AS district_residents,
  district_households AS district_households,
  councils AS councils,
  toString(newest_council) AS last_council,
  cafes AS cafes,
  cafe_districts AS cafe_districts,
  areas AS areas,
  city.counterLength AS counter_length,
  left(toString(city.counterRebuiltOn), 7) AS counter_rebuilt,
  left(toString(city.windowSystemSince), 7) AS window_system_since

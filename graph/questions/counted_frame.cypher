// Which districts and fields is a table made of, and how many people live there?
// Parameters: none.
// Columns: one row; districts and fields as [code, name], by code; how many people live in the
// smallest municipality, by its own figure or else by those of its districts, null where unknown.
// Cannot see: people who moved since the figures were taken.
CALL () {
  MATCH (d:District)
  WITH d ORDER BY d.code
  RETURN collect([d.code, d.name]) AS districts
}
CALL () {
  MATCH (f:Field)
  WITH f ORDER BY f.code
  RETURN collect([f.code, f.name]) AS fields
}
CALL () {
  MATCH (m:Municipality)
  OPTIONAL MATCH (d:District)-[:IN_MUNICIPALITY]->(m)
  WITH m, sum(d.population) AS people
  RETURN min(coalesce(m.population, people)) AS population
}
RETURN districts AS districts, fields AS fields, population AS population

// Does the database hold a city that is not made up? Nobody may be let into one without a token.
// Parameters: none.
// Columns: unmarked, the number of municipalities not marked synthetic (the whole demo city's is
//   one: its figures are exact); orphaned, whether there are residents of no municipality; one row.
// Cannot see: real people written into a synthetic city.
OPTIONAL MATCH (m:Municipality)
WITH count(m) AS present, count(CASE WHEN m.synthetic THEN 1 END) AS marked
RETURN
  present - marked AS unmarked,
  present = 0 AND EXISTS { MATCH (:Resident) } AS orphaned

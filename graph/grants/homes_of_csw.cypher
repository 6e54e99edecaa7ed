// Which households have an open case that this person leads or is assigned to?
// Parameters: $grants.viewer (ids of a Supporter and their agencies, the supporter first), $today (date).
// Columns: one row; the ids of the households, each once.
// Cannot see: who stands in for somebody without a tie of their own.
MATCH (:Node {id: $grants.viewer[0]})-[of_work:LEADS|ASSIGNED_TO]->(of_case)
WHERE (of_work.since IS NULL OR of_work.since <= $today) AND (of_work.until IS NULL OR of_work.until > $today)
WITH DISTINCT of_case
WHERE of_case:Case AND (of_case.closedOn IS NULL OR of_case.closedOn > $today)
MATCH (of_case)-[:CONCERNS]->(of_home:Household)
RETURN collect(DISTINCT of_home.id) AS homes

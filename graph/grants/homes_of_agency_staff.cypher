// Which households have an open case that one of these agencies or people works on, or an open hand-over to one of them?
// Parameters: $grants.viewer (ids of a Supporter and their agencies), $today (date).
// Columns: one row; the ids of the households, each once.
// Cannot see: who stands in for somebody without a tie of their own.
CALL () {
  UNWIND $grants.viewer AS of_worker
  MATCH (of_agency:Node {id: of_worker})-[of_work:JOINED|LEADS]->(of_case)
  WHERE (of_work.since IS NULL OR of_work.since <= $today) AND (of_work.until IS NULL OR of_work.until > $today)
  WITH DISTINCT of_case
  WHERE of_case:Case AND (of_case.closedOn IS NULL OR of_case.closedOn > $today)
  MATCH (of_case)-[:CONCERNS]->(of_home:Household)
  RETURN of_home
  UNION ALL
  UNWIND $grants.viewer AS of_worker
  MATCH (of_agency:Node {id: of_worker})<-[:REFERRED_TO]-(of_referral:Referral)
  WHERE (of_referral.closedOn IS NULL OR of_referral.closedOn > $today)
  MATCH (of_referral)-[:REFERRED_FOR]->(:Need)-[:CONCERNS]->(of_whom)
  MATCH (of_whom)-[of_lives:MEMBER_OF WHERE (of_lives.since IS NULL OR of_lives.since <= $today) AND (of_lives.until IS NULL OR of_lives.until > $today)]->{0,1}(of_home:Household)
  RETURN of_home
}
RETURN collect(DISTINCT of_home.id) AS homes

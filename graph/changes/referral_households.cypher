// Around which households does this hand-over's move change what is missing?
// Parameters: $referral (id).
// Columns: ids of the households, of those whose need it is for or whose member's.
MATCH (:Referral {id: $referral})-[:REFERRED_FOR]->(:Need)-[:CONCERNS]->(whose)
OPTIONAL MATCH (whose)-[:MEMBER_OF]->(home:Household)
WITH DISTINCT CASE WHEN whose:Household THEN whose.id ELSE home.id END AS household
WHERE household IS NOT NULL
RETURN household AS household
ORDER BY household

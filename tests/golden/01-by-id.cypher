// Household_by_id
// {"given": {"id": "aaaaaaaaaaaaaaaaaaaaaaaaaa"}}
MATCH (n:Household)
WHERE n.id = $given.id
RETURN [n.id, n.address] AS row

// Household_by_id
// {"id": "aaaaaaaaaaaaaaaaaaaaaaaaaa"}
MATCH (n:Household)
WHERE n.id = $id
RETURN [n.id, n.address] AS row

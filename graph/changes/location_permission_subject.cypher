// Whose whereabouts does this leave open?
// Parameters: $permission (reference).
// Columns: the resident's id; one row, none when there is no such leave.
MATCH (:LocationPermission {reference: $permission})-[:OPENS]->(:Protection)-[:PROTECTS]->(safe:Resident)
RETURN safe.id AS resident

// Where does this hand-over stand?
// Parameters: $referral (id).
// Columns: its state and its version; no row when there is no such hand-over.
MATCH (r:Referral {id: $referral})
RETURN r.state AS state, coalesce(r.version, 0) AS version

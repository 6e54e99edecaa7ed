// Somebody asks for the end of a protection; everything stays closed until another person ends it.
// Parameters: $resident (id), $account (who asks).
// Columns: one row with the account that asked first; no row when the resident is not protected.
MATCH (safe:Resident {id: $resident})<-[:PROTECTS]-(p:Protection)
WHERE p.endedOn IS NULL
SET p.endAskedBy = coalesce(p.endAskedBy, $account)
RETURN p.endAskedBy AS asked_by

// Somebody asks for the end of a protection; everything stays closed until another person ends it.
// Parameters: $resident (id), $account (who asks), $person (their supporter's id, or null).
// Columns: one row with the account that asked first; no row when the resident is not protected.
MATCH (safe:Resident {id: $resident})<-[:PROTECTS]-(p:Protection)
WHERE p.endedOn IS NULL
FOREACH (_ IN CASE WHEN p.endAskedBy IS NULL THEN [1] ELSE [] END |
  SET p.endAskedBy = $account, p.endAskedPerson = $person)
RETURN p.endAskedBy AS asked_by

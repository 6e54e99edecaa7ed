// A second person confirms a leave to see where a protected resident lives: from its first day on it holds.
// Parameters: $permission (reference), $account and $person (who confirms; the person may be null), $today (date).
// Columns: one row with how it stood: ASKED when it is confirmed now; OWN when the one who confirms has
// asked for it, or would see by it; CONFIRMED, WITHDRAWN or OVER when there is nothing to confirm; no row when there is no such leave.
MATCH (by:Supporter)<-[:GIVEN_TO]-(l:LocationPermission {reference: $permission})-[:OPENS]->(p:Protection)
SET l.reference = l.reference
WITH l, CASE
  WHEN l.withdrawnOn IS NOT NULL THEN 'WITHDRAWN'
  WHEN l.until <= $today OR p.endedOn IS NOT NULL THEN 'OVER'
  WHEN l.confirmedBy IS NOT NULL THEN 'CONFIRMED'
  WHEN l.askedBy = $account OR l.askedPerson = $person OR by.id = $person OR EXISTS {
    MATCH (:Supporter {id: $person})-[:SAME_AS]->()<-[:SAME_AS]-(same:Supporter)
    WHERE same = by OR same.id = l.askedPerson
  } THEN 'OWN'
  ELSE 'ASKED'
END AS before
FOREACH (_ IN CASE WHEN before = 'ASKED' THEN [1] ELSE [] END |
  SET l.confirmedBy = $account)
RETURN before AS before

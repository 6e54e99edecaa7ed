// Which step brings this hand-over to its new state?
// Parameters: $referral and $event (ids), $state, $version (the new one), $at (ISO time, UTC), $on (ISO date); null where nothing is to be said: $reason,
//   $requested_on, $answered_on, $closed_on (ISO dates), $decline_reason, $outcome, $next_action, $next_action_on (ISO date).
// Columns: the id of the step; one row, none when there is no such hand-over.
// A hand-over that ends has no next action.
MATCH (r:Referral {id: $referral})
SET
  r.state = $state,
  r.version = $version,
  r.lastEventOn = date($on),
  r.requestedOn = coalesce(date($requested_on), r.requestedOn),
  r.answeredOn = coalesce(date($answered_on), r.answeredOn),
  r.closedOn = date($closed_on),
  r.declineReason = coalesce($decline_reason, r.declineReason),
  r.outcome = coalesce($outcome, r.outcome),
  r.nextAction = CASE WHEN $closed_on IS NULL THEN coalesce($next_action, r.nextAction) END,
  r.nextActionOn = CASE WHEN $closed_on IS NULL THEN coalesce(date($next_action_on), r.nextActionOn) END
CREATE (r)-[:PASSED]->(e:ReferralEvent:Node {id: $event, at: datetime($at), state: $state, reason: $reason})
RETURN e.id AS event

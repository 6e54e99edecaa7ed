// Which hand-overs of open needs have no next action, or one whose day has passed?
// Parameters: $households (ids), $today (date), $unanswered_days (days).
// Columns: one row per resident or household with such hand-overs; since (ISO date), evidence (ids: hand-overs), facts (how many).
// Cannot see: what was agreed on the telephone and not written down.
UNWIND $households AS id
MATCH (home:Household {id: id})
CALL (home) {
  MATCH (home)<-[c:CONCERNS]-(need:Need)
  WHERE (c.since IS NULL OR c.since <= $today) AND (c.until IS NULL OR c.until > $today)
  RETURN home.id AS subject, need
  UNION
  MATCH (home)<-[m:MEMBER_OF]-(who:Resident)<-[c:CONCERNS]-(need:Need)
  WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
    AND (who.deathDate IS NULL OR who.deathDate > $today)
    AND (c.since IS NULL OR c.since <= $today) AND (c.until IS NULL OR c.until > $today)
  RETURN who.id AS subject, need
}
WITH home, subject, need
WHERE (need.openedOn IS NULL OR need.openedOn <= $today)
  AND (need.closedOn IS NULL OR need.closedOn > $today)
MATCH (need)<-[:REFERRED_FOR]-(asked:Referral)
WHERE CASE
    WHEN asked.state = 'COMPLETED' THEN asked.outcome IS NULL
    WHEN asked.state = 'REQUESTED'
      AND coalesce(asked.requestedOn + duration({days: $unanswered_days}) >= $today, true) THEN false
    WHEN asked.state IN ['REQUESTED', 'ACCEPTED', 'IN_PROGRESS', 'ON_HOLD']
      THEN asked.nextAction IS NULL OR coalesce(asked.nextActionOn < $today, false)
    ELSE false
  END
WITH DISTINCT home, subject, asked
ORDER BY asked.id
WITH
  home,
  subject,
  collect(asked.id) AS hand_overs,
  min(CASE WHEN asked.nextActionOn < $today THEN asked.nextActionOn ELSE asked.lastEventOn END) AS since
RETURN
  home.id AS household,
  subject AS subject,
  toString(since) AS since,
  hand_overs AS evidence,
  [toString(size(hand_overs))] AS facts

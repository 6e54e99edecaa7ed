// For which open needs do all hand-overs stand still, or have they all come to nothing?
// Parameters: $households (ids), $today (date), $unanswered_days, $idle_days, $bounced_days, $on_hold_days (days).
// Columns: one row per resident or household with such needs; since (ISO date), evidence (ids: needs and their hand-overs), facts (how many needs, names in Japanese, names in English, how many hand-overs).
// Cannot see: work that goes on and is not written down; a hand-over without a day of its latest event.
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
WHERE NOT asked.state IN ['DRAFT', 'CANCELLED', 'ENTERED_IN_ERROR']
WITH
  home,
  subject,
  need,
  asked,
  coalesce(CASE asked.state
    WHEN 'REQUESTED' THEN asked.requestedOn + duration({days: $unanswered_days}) < $today
    WHEN 'ACCEPTED' THEN asked.lastEventOn + duration({days: $idle_days}) < $today
    WHEN 'IN_PROGRESS' THEN asked.lastEventOn + duration({days: $idle_days}) < $today
    WHEN 'ON_HOLD' THEN asked.lastEventOn + duration({days: $on_hold_days}) < $today
    WHEN 'DECLINED' THEN asked.lastEventOn + duration({days: $bounced_days}) < $today
    WHEN 'FAILED' THEN asked.lastEventOn + duration({days: $bounced_days}) < $today
    WHEN 'COMPLETED' THEN asked.outcome IS NULL OR asked.outcome = 'NO_HELP'
    ELSE false
  END, false) AS stuck
ORDER BY asked.id
WITH home, subject, need, collect(asked.id) AS hand_overs, max(asked.lastEventOn) AS since, min(stuck) AS stuck
WHERE stuck
OPTIONAL MATCH (need)-[:IN_CATEGORY]->(category:NeedCategory)
WITH home, subject, need, hand_overs, since, category
ORDER BY need.openedOn, need.id
WITH
  home,
  subject,
  min(since) AS since,
  collect(DISTINCT need.id) AS needs,
  reduce(all_of = [], each IN collect(hand_overs) | all_of + each) AS hand_overs,
  collect(DISTINCT category.name) AS names,
  collect(DISTINCT category.nameEnglish) AS names_english
RETURN
  home.id AS household,
  subject AS subject,
  toString(since) AS since,
  needs + hand_overs AS evidence,
  [
    toString(size(needs)),
    reduce(text = '', each IN names | text + CASE text WHEN '' THEN '' ELSE '、' END + each),
    reduce(text = '', each IN names_english | text + CASE text WHEN '' THEN '' ELSE ', ' END + each),
    toString(size(hand_overs))
  ] AS facts

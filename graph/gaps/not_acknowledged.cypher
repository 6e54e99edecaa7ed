// Which open needs do those concerned not feel, with no visit or outreach in the last 180 days?
// Parameters: $households (ids), $today (date).
// Columns: one row per resident or household with such needs; since (ISO date), evidence (ids: needs), facts (how many, names in Japanese, names in English).
// Cannot see: visits that were not recorded as consultations.
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
  AND need.acknowledged = false
  AND NOT EXISTS {
    MATCH (home)<-[:CONCERNS]-(talk:Consultation)
    WHERE talk.channel IN ['HOME_VISIT', 'OUTREACH']
      AND talk.heldOn > $today - duration({days: 180})
      AND talk.heldOn <= $today
  }
  AND NOT EXISTS {
    MATCH (home)<-[m:MEMBER_OF]-(:Resident)<-[:CONCERNS]-(talk:Consultation)
    WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
      AND talk.channel IN ['HOME_VISIT', 'OUTREACH']
      AND talk.heldOn > $today - duration({days: 180})
      AND talk.heldOn <= $today
  }
OPTIONAL MATCH (need)-[:IN_CATEGORY]->(category:NeedCategory)
WITH home, subject, need, category
ORDER BY need.openedOn, need.id
WITH
  home,
  subject,
  min(need.openedOn) AS since,
  collect(DISTINCT need.id) AS needs,
  collect(DISTINCT category.name) AS names,
  collect(DISTINCT category.nameEnglish) AS names_english
RETURN
  home.id AS household,
  subject AS subject,
  toString(since) AS since,
  needs AS evidence,
  [
    toString(size(needs)),
    reduce(text = '', each IN names | text + CASE text WHEN '' THEN '' ELSE '、' END + each),
    reduce(text = '', each IN names_english | text + CASE text WHEN '' THEN '' ELSE ', ' END + each)
  ] AS facts

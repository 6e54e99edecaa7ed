// Which open needs has nobody taken on?
// Parameters: $households (ids), $today (date).
// Columns: one row per resident or household with such needs; since (ISO date), evidence (ids: needs), facts (how many, names in Japanese, names in English).
// Cannot see: help that nobody wrote down; a family that copes by itself.
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
  AND NOT EXISTS {
    MATCH (need)<-[:REFERRED_FOR]-(asked:Referral)
    WHERE NOT asked.state IN ['DRAFT', 'CANCELLED', 'ENTERED_IN_ERROR']
  }
  AND NOT EXISTS {
    MATCH (need)<-[:COVERS]-(work:Case)
    WHERE work.state <> 'CLOSED' AND (work.closedOn IS NULL OR work.closedOn > $today)
  }
  AND NOT EXISTS {
    MATCH (need)<-[a:ASSIGNED_TO]-(:Supporter)
    WHERE (a.since IS NULL OR a.since <= $today) AND (a.until IS NULL OR a.until > $today)
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

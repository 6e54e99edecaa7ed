// Which households have needs, and no service in force whose conditions any of them could meet?
// Parameters: $households (ids), $today (date).
// Columns: one row per household; since (ISO date), evidence (ids: needs), facts (how many, names in Japanese, names in English).
// Cannot see: what agencies and neighbours do outside of schemes; a condition that is not recorded counts as met.
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
WITH
  home,
  need,
  EXISTS {
    MATCH (need)-[:IN_CATEGORY]->(:NeedCategory)<-[:ADDRESSES]-(service:Service)
    MATCH (home)<-[m:MEMBER_OF]-(who:Resident)
    WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
      AND (who.deathDate IS NULL OR who.deathDate > $today)
      AND (subject = home.id OR subject = who.id)
      AND (service.validFrom IS NULL OR service.validFrom <= $today)
      AND (service.validTo IS NULL OR service.validTo >= $today)
      AND (size(coalesce(service.handbooksAccepted, [])) = 0
        OR any(each IN coalesce(who.handbooks, []) WHERE each IN service.handbooksAccepted))
      AND (size(coalesce(service.careLevelsAccepted, [])) = 0
        OR coalesce(who.careLevel, '') IN service.careLevelsAccepted)
      AND (size(coalesce(service.taxClassesAccepted, [])) = 0
        OR coalesce(home.taxClass, 'UNDECLARED') = 'UNDECLARED'
        OR home.taxClass IN service.taxClassesAccepted)
      AND (service.minimumAge IS NULL OR who.birthDate IS NULL
        OR duration.between(who.birthDate, $today).years >= service.minimumAge)
      AND (service.maximumAge IS NULL OR who.birthDate IS NULL
        OR duration.between(who.birthDate, $today).years <= service.maximumAge)
  } AS possible
OPTIONAL MATCH (need)-[:IN_CATEGORY]->(category:NeedCategory)
WITH home, need, possible, category
ORDER BY need.openedOn, need.id
WITH
  home,
  max(possible) AS possible,
  min(need.openedOn) AS since,
  collect(DISTINCT need.id) AS needs,
  collect(DISTINCT category.name) AS names,
  collect(DISTINCT category.nameEnglish) AS names_english
WHERE NOT possible
RETURN
  home.id AS household,
  home.id AS subject,
  toString(since) AS since,
  needs AS evidence,
  [
    toString(size(needs)),
    reduce(text = '', each IN names | text + CASE text WHEN '' THEN '' ELSE '、' END + each),
    reduce(text = '', each IN names_english | text + CASE text WHEN '' THEN '' ELSE ', ' END + each)
  ] AS facts

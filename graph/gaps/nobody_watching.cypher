// Which households of the old does nobody keep an eye on?
// Parameters: $households (ids), $today (date).
// Columns: one row per household; since (ISO date), evidence (ids: the district), facts (what is lacking, in Japanese and in English).
// Cannot see: watching that nobody wrote down, by neighbours, relatives, papers and milk rounds.
UNWIND $households AS id
MATCH (home:Household {id: id})<-[m:MEMBER_OF]-(who:Resident)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  AND (who.deathDate IS NULL OR who.deathDate > $today)
WITH home, collect(duration.between(who.birthDate, $today).years) AS ages, count(who) AS people
WHERE size(ages) = people
  AND (all(age IN ages WHERE age >= 75) OR (people = 1 AND ages[0] >= 65))
  AND NOT EXISTS {
    MATCH (home)<-[w:WATCHES]-(by:Supporter)
    WHERE (w.since IS NULL OR w.since <= $today) AND (w.until IS NULL OR w.until > $today)
      AND (by.retiredOn IS NULL OR by.retiredOn > $today)
  }
OPTIONAL MATCH (home)-[:IN_DISTRICT]->(district:District)
WITH
  home,
  district,
  EXISTS {
    MATCH (district)<-[a:ACTIVE_IN]-(volunteer:Supporter)
    WHERE 'VOLUNTEER' IN volunteer.roles
      AND (a.since IS NULL OR a.since <= $today) AND (a.until IS NULL OR a.until > $today)
      AND (volunteer.retiredOn IS NULL OR volunteer.retiredOn > $today)
  } AS covered
RETURN
  home.id AS household,
  home.id AS subject,
  null AS since,
  CASE WHEN district IS NULL THEN [] ELSE [district.id] END AS evidence,
  [
    CASE WHEN covered THEN 'この世帯を見守る人' ELSE '校区に福祉協力員' END,
    CASE WHEN covered THEN 'nobody watches this household'
      ELSE 'the district has no volunteer' END
  ] AS facts

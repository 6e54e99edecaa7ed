// Which residents under 18 care for somebody?
// Parameters: $households (ids), $today (date).
// Columns: one row per carer; since (ISO date), evidence (ids: those cared for), facts (age, how many, hours a week where recorded).
// Cannot see: care that nobody wrote down, which is most of it: the young rarely say so.
UNWIND $households AS id
MATCH (home:Household {id: id})<-[m:MEMBER_OF]-(who:Resident)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  AND (who.deathDate IS NULL OR who.deathDate > $today)
  AND duration.between(who.birthDate, $today).years < 18
MATCH (who)-[t:CARES_FOR]->(other:Resident)
WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  AND (other.deathDate IS NULL OR other.deathDate > $today)
WITH home, who, other, t
ORDER BY other.id
WITH home, who, collect(DISTINCT other.id) AS others, sum(t.hoursPerWeek) AS hours, min(t.since) AS since
RETURN
  home.id AS household,
  who.id AS subject,
  toString(since) AS since,
  others AS evidence,
  [
    toString(duration.between(who.birthDate, $today).years),
    toString(size(others)),
    toString(hours)
  ] AS facts

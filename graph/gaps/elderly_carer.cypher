// Which residents of 65 or more care for another of 65 or more at home?
// Parameters: $households (ids), $today (date).
// Columns: one row per carer; since (ISO date), evidence (ids: those cared for), facts (age of the carer, age of the eldest cared for).
// Cannot see: care that nobody wrote down; how well the carer is.
UNWIND $households AS id
MATCH (home:Household {id: id})<-[m:MEMBER_OF]-(who:Resident)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  AND (who.deathDate IS NULL OR who.deathDate > $today)
  AND duration.between(who.birthDate, $today).years >= 65
MATCH (who)-[t:CARES_FOR]->(other:Resident)
WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  AND (other.deathDate IS NULL OR other.deathDate > $today)
  AND duration.between(other.birthDate, $today).years >= 65
  AND EXISTS {
    MATCH (other)-[n:MEMBER_OF]->(home)
    WHERE (n.since IS NULL OR n.since <= $today) AND (n.until IS NULL OR n.until > $today)
  }
WITH home, who, other, t
ORDER BY other.id
WITH home, who, collect(DISTINCT other.id) AS others, min(other.birthDate) AS born, min(t.since) AS since
RETURN
  home.id AS household,
  who.id AS subject,
  toString(since) AS since,
  others AS evidence,
  [
    toString(duration.between(who.birthDate, $today).years),
    toString(duration.between(born, $today).years)
  ] AS facts

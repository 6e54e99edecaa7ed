// Which carers give 40 hours a week or more, or 20 beside work or school?
// Parameters: $households (ids), $today (date).
// Columns: one row per carer; since (ISO date), evidence (ids: those cared for), facts (hours a week, how many people).
// Cannot see: hours that nobody wrote down; how the carer feels.
UNWIND $households AS id
MATCH (home:Household {id: id})<-[m:MEMBER_OF]-(who:Resident)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  AND (who.deathDate IS NULL OR who.deathDate > $today)
MATCH (who)-[t:CARES_FOR]->(other:Resident)
WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  AND (other.deathDate IS NULL OR other.deathDate > $today)
WITH home, who, other, t
ORDER BY other.id
WITH home, who, collect(DISTINCT other.id) AS others, sum(t.hoursPerWeek) AS hours, min(t.since) AS since
WHERE hours >= 40
  OR (hours >= 20 AND who.employment IN ['STUDENT', 'REGULAR', 'NON_REGULAR', 'SELF_EMPLOYED'])
RETURN
  home.id AS household,
  who.id AS subject,
  toString(since) AS since,
  others AS evidence,
  [toString(hours), toString(size(others))] AS facts

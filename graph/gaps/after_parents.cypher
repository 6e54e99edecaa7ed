// Which disabled adults are cared for by parents of 75 or more alone?
// Parameters: $households (ids), $today (date).
// Columns: one row per disabled adult; since (ISO date), evidence (ids: the carers), facts (age, age of the youngest carer).
// Cannot see: relatives who would step in; plans made within the family; disabilities without a handbook.
UNWIND $households AS id
MATCH (home:Household {id: id})<-[m:MEMBER_OF]-(who:Resident)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  AND (who.deathDate IS NULL OR who.deathDate > $today)
  AND size(coalesce(who.handbooks, [])) > 0
  AND duration.between(who.birthDate, $today).years >= 18
MATCH (who)<-[t:CARES_FOR]-(carer:Resident)
WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  AND (carer.deathDate IS NULL OR carer.deathDate > $today)
WITH DISTINCT home, who, carer
ORDER BY carer.id
WITH
  home,
  who,
  collect(carer.id) AS carers,
  max(carer.birthDate) AS born,
  min(coalesce(duration.between(carer.birthDate, $today).years, 0)) AS youngest,
  min(EXISTS {
    MATCH (carer)-[p:PARENT_OF]->(who)
    WHERE (p.since IS NULL OR p.since <= $today) AND (p.until IS NULL OR p.until > $today)
  }) AS parents
WHERE parents AND youngest >= 75
RETURN
  home.id AS household,
  who.id AS subject,
  toString(born + duration({years: 75})) AS since,
  carers AS evidence,
  [toString(duration.between(who.birthDate, $today).years), toString(youngest)] AS facts

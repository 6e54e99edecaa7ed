// Which adults care for an adult and bring up a child?
// Parameters: $households (ids), $today (date).
// Columns: one row per carer; since (ISO date), evidence (ids: those cared for, then the children), facts (how many adults, how many children).
// Cannot see: care that nobody wrote down; children who live elsewhere.
UNWIND $households AS id
MATCH (home:Household {id: id})<-[m:MEMBER_OF]-(who:Resident)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  AND (who.deathDate IS NULL OR who.deathDate > $today)
  AND duration.between(who.birthDate, $today).years >= 18
MATCH (who)-[t:CARES_FOR]->(adult:Resident)
WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  AND (adult.deathDate IS NULL OR adult.deathDate > $today)
  AND duration.between(adult.birthDate, $today).years >= 18
WITH home, who, adult, t
ORDER BY adult.id
WITH home, who, collect(DISTINCT adult.id) AS adults, min(t.since) AS care_since
CALL (home, who) {
  MATCH (who)-[t:CARES_FOR]->(child:Resident)
  WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
    AND (child.deathDate IS NULL OR child.deathDate > $today)
    AND 'CHILDCARE' IN t.roles
    AND duration.between(child.birthDate, $today).years < 18
  RETURN child
  UNION
  MATCH (who)-[p:PARENT_OF]->(child:Resident)-[n:MEMBER_OF]->(home)
  WHERE (p.since IS NULL OR p.since <= $today) AND (p.until IS NULL OR p.until > $today)
    AND (n.since IS NULL OR n.since <= $today) AND (n.until IS NULL OR n.until > $today)
    AND (child.deathDate IS NULL OR child.deathDate > $today)
    AND duration.between(child.birthDate, $today).years < 12
  RETURN child
}
WITH home, who, adults, care_since, child
ORDER BY child.id
WITH home, who, adults, care_since, collect(child.id) AS children, min(child.birthDate) AS born
RETURN
  home.id AS household,
  who.id AS subject,
  toString(CASE WHEN born > care_since THEN born ELSE care_since END) AS since,
  adults + children AS evidence,
  [toString(size(adults)), toString(size(children))] AS facts

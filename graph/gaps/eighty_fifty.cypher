// Which parents of 80 or more live with a child of 50 to 59 who earns no living?
// Parameters: $households (ids), $today (date).
// Columns: one row per household; since (ISO date), evidence (ids: parents, then children), facts (age of the eldest parent, age of the eldest such child).
// Cannot see: children who are not registered at the address; income from elsewhere; work that ended and was not reported.
UNWIND $households AS id
MATCH (home:Household {id: id})<-[m:MEMBER_OF]-(parent:Resident)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  AND (parent.deathDate IS NULL OR parent.deathDate > $today)
  AND duration.between(parent.birthDate, $today).years >= 80
MATCH (parent)-[p:PARENT_OF]->(child:Resident)-[n:MEMBER_OF]->(home)
WHERE (p.since IS NULL OR p.since <= $today) AND (p.until IS NULL OR p.until > $today)
  AND (n.since IS NULL OR n.since <= $today) AND (n.until IS NULL OR n.until > $today)
  AND (child.deathDate IS NULL OR child.deathDate > $today)
  AND duration.between(child.birthDate, $today).years >= 50
  AND duration.between(child.birthDate, $today).years <= 59
  AND NOT child.employment IN ['REGULAR', 'SELF_EMPLOYED']
WITH
  home,
  parent,
  child,
  CASE
    WHEN parent.birthDate + duration({years: 80}) > child.birthDate + duration({years: 50})
      THEN parent.birthDate + duration({years: 80})
    ELSE child.birthDate + duration({years: 50})
  END AS since
ORDER BY parent.id, child.id
WITH
  home,
  min(since) AS since,
  collect(DISTINCT parent.id) + collect(DISTINCT child.id) AS people,
  min(parent.birthDate) AS parent_born,
  min(child.birthDate) AS child_born
RETURN
  home.id AS household,
  home.id AS subject,
  toString(since) AS since,
  people AS evidence,
  [
    toString(duration.between(parent_born, $today).years),
    toString(duration.between(child_born, $today).years)
  ] AS facts

// Which residents with needs are supported by family alone, or by agencies alone?
// Parameters: $households (ids), $today (date).
// Columns: one row per resident; since (ISO date), evidence (ids: those who support), facts (which side, in Japanese and in English; how many).
// Cannot see: support that nobody wrote down; a neighbour who is kin.
UNWIND $households AS id
MATCH (home:Household {id: id})<-[m:MEMBER_OF]-(who:Resident)<-[c:CONCERNS]-(need:Need)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  AND (who.deathDate IS NULL OR who.deathDate > $today)
  AND (c.since IS NULL OR c.since <= $today) AND (c.until IS NULL OR c.until > $today)
  AND (need.openedOn IS NULL OR need.openedOn <= $today)
  AND (need.closedOn IS NULL OR need.closedOn > $today)
WITH home, who, need
ORDER BY need.id
WITH home, who, collect(need.id) AS needs
CALL (home, who) {
  MATCH (who)<-[t:SUPPORTS]-(by)
  WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  RETURN by, coalesce(t.formal, false) AS formal
  UNION
  MATCH (home)<-[t:SUPPORTS]-(by)
  WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  RETURN by, coalesce(t.formal, false) AS formal
  UNION
  MATCH (who)<-[t:CARES_FOR]-(by:Resident)
  WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  RETURN by, false AS formal
}
WITH
  home,
  who,
  by,
  CASE WHEN by:Resident THEN 'family' WHEN by:Agency OR formal THEN 'agencies' ELSE 'neighbours' END AS side
ORDER BY by.id
WITH home, who, collect(DISTINCT side) AS sides, collect(DISTINCT by.id) AS givers
WHERE size(sides) = 1 AND sides[0] <> 'neighbours'
RETURN
  home.id AS household,
  who.id AS subject,
  null AS since,
  givers AS evidence,
  [
    CASE sides[0] WHEN 'family' THEN '家族' ELSE '機関・専門職' END,
    sides[0],
    toString(size(givers))
  ] AS facts

// In which households would needs lose their last support with one agency or person?
// Parameters: $households (ids), $today (date).
// Columns: one row per household; since (ISO date), evidence (ids: needs, then those who carry them), facts (how many needs hang on one, the name of the one on whom most hang, how many).
// Cannot see: family and neighbours, whom no need is written down for; whether the one is about to leave.
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
CALL (need) {
  MATCH (need)<-[:REFERRED_FOR]-(asked:Referral)-[:REFERRED_TO]->(by:Agency)
  WHERE asked.state IN ['ACCEPTED', 'IN_PROGRESS', 'ON_HOLD']
    OR (asked.state = 'COMPLETED' AND asked.outcome IN ['HELP_RECEIVED', 'PARTLY_HELPED'])
  RETURN by
  UNION
  MATCH (need)<-[a:ASSIGNED_TO]-(by:Supporter)
  WHERE (a.since IS NULL OR a.since <= $today) AND (a.until IS NULL OR a.until > $today)
  RETURN by
  UNION
  MATCH (need)<-[:COVERS]-(work:Case)<-[j:JOINED]-(by:Agency)
  WHERE work.state <> 'CLOSED' AND (work.closedOn IS NULL OR work.closedOn > $today)
    AND (j.since IS NULL OR j.since <= $today) AND (j.until IS NULL OR j.until > $today)
    AND EXISTS { MATCH (by)-[:HANDLES]->(:NeedCategory)<-[:IN_CATEGORY]-(need) }
  RETURN by
  UNION
  MATCH (need)-[:CONCERNS]->()<-[t:SUPPORTS]-(by:Agency)
  WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
    AND EXISTS { MATCH (by)-[:HANDLES]->(:NeedCategory)<-[:IN_CATEGORY]-(need) }
  RETURN by
}
WITH DISTINCT home, need, by
WITH home, need, collect(by) AS carriers
WHERE size(carriers) = 1
WITH home, carriers[0] AS by, need
ORDER BY need.id
WITH home, by, collect(need.id) AS needs
ORDER BY size(needs) DESC, by.id
WITH
  home,
  collect(by) AS carriers,
  collect(size(needs)) AS counts,
  reduce(all_of = [], each IN collect(needs) | all_of + each) AS needs
RETURN
  home.id AS household,
  home.id AS subject,
  null AS since,
  needs + [each IN carriers | each.id] AS evidence,
  [toString(size(needs)), coalesce(carriers[0].name, ''), toString(counts[0])] AS facts

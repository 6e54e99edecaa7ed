// Which adults have hardly any social ties?
// Parameters: $households (ids), $today (date).
// Columns: one row per resident; since (ISO date), evidence (ids: the resident), facts (on what it rests, in Japanese and in English).
// Cannot see: ties that nobody wrote down; people without a need, a scale or a desk that knows them.
UNWIND $households AS id
MATCH (home:Household {id: id})<-[m:MEMBER_OF]-(who:Resident)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  AND (who.deathDate IS NULL OR who.deathDate > $today)
  AND coalesce(duration.between(who.birthDate, $today).years >= 18, true)
WITH
  home,
  who,
  CASE
    WHEN who.lsns6 IS NOT NULL THEN who.lsns6 < 12
    ELSE COUNT {
        MATCH (home)<-[o:MEMBER_OF]-(other:Resident)
        WHERE (o.since IS NULL OR o.since <= $today) AND (o.until IS NULL OR o.until > $today)
          AND (other.deathDate IS NULL OR other.deathDate > $today)
      } = 1
      AND EXISTS {
        MATCH (who)<-[c:CONCERNS]-(need:Need)
        WHERE (c.since IS NULL OR c.since <= $today) AND (c.until IS NULL OR c.until > $today)
          AND (need.openedOn IS NULL OR need.openedOn <= $today)
          AND (need.closedOn IS NULL OR need.closedOn > $today)
      }
      AND NOT EXISTS {
        MATCH (who)<-[t:SUPPORTS]-()
        WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
          AND coalesce(t.formal, false) = false
      }
      AND NOT EXISTS {
        MATCH (home)<-[t:SUPPORTS]-()
        WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
          AND coalesce(t.formal, false) = false
      }
      AND NOT EXISTS {
        MATCH (home)<-[w:WATCHES]-(:Supporter)
        WHERE (w.since IS NULL OR w.since <= $today) AND (w.until IS NULL OR w.until > $today)
      }
  END AS isolated
WHERE isolated
RETURN
  home.id AS household,
  who.id AS subject,
  null AS since,
  [who.id] AS evidence,
  [
    coalesce('LSNS-6が' + toString(who.lsns6) + '点', '一人暮らしで、身近なつながりも見守りもない'),
    coalesce('LSNS-6 is ' + toString(who.lsns6), 'lives alone without any informal tie or watch')
  ] AS facts

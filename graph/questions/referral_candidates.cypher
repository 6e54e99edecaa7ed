// Which agencies that serve the district handle any of the needs, and what is known of each?
// Parameters: $household, $resident, $case, $district, $categories as in referral_subject and
// referral_needs; $as_of (date); $published (date), the last day of a month.
// Columns: one row per agency, by id. handles are ids of categories; place is [district, area,
// municipality, latitude, longitude] of its office. Its own figures are alike for everybody, of that
// month's end and of ten and more: answered, accepted, ended and helped count the hand-overs it was
// asked for (0 where they are fewer), median_days is how long it took to answer, as kept by
// `graph/changes/hand_over_counts.py`; open_cases (null where they are fewer) stops at 30, from where
// on the load is the same. shared counts the cases and meetings it shared with other agencies active
// in the household, latest is [id, day] of the last of them.
// Cannot see: hand-overs and meetings nobody recorded; cases an agency works on alone.
OPTIONAL MATCH (own:Household {id: $household})
WHERE true /* sees own:Household */
OPTIONAL MATCH (one:Resident {id: $resident})-[m:MEMBER_OF]->(lived:Household)
WHERE true /* sees one:Resident */ AND true /* sees lived:Household */
  AND (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
OPTIONAL MATCH (task:Case {id: $case})-[:CONCERNS]->(worked:Household)
WHERE true /* sees task:Case */ AND true /* sees worked:Household */
WITH coalesce(own, lived, worked) AS h
ORDER BY h.id
LIMIT 1
OPTIONAL MATCH (h)-[i:IN_DISTRICT]->(around:District)
WHERE true /* opens i of h */
  AND (i.since IS NULL OR i.since <= $as_of) AND (i.until IS NULL OR i.until > $as_of)
OPTIONAL MATCH (by_id:District {id: $district})
OPTIONAL MATCH (by_code:District {code: $district})
WITH h, coalesce(around, by_id, by_code) AS d
ORDER BY d.code
LIMIT 1
CALL (d) {
  CALL (d) {
    RETURN d AS place
    UNION
    MATCH (d)-[:IN_AREA|IN_MUNICIPALITY]->(place)
    RETURN place
  }
  MATCH (place)<-[s:SERVES]-(a:Agency)
  WHERE (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  RETURN collect(DISTINCT a) AS serving
}
CALL (h) {
  CALL (h) {
    MATCH (h)<-[:CONCERNS]-(c:Case)<-[j:JOINED]-(b:Agency)
    WHERE true /* sees c:Case */ AND true /* opens j of c */
      AND c.openedOn <= $as_of AND (c.closedOn IS NULL OR c.closedOn > $as_of)
      AND (j.since IS NULL OR j.since <= $as_of) AND (j.until IS NULL OR j.until > $as_of)
    RETURN b
    UNION
    MATCH (h)<-[s:SUPPORTS]-(b:Agency)
    WHERE true /* opens s of h */
      AND (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
    RETURN b
    UNION
    MATCH (h)<-[m:MEMBER_OF]-(r:Resident)<-[s:SUPPORTS]-(b:Agency)
    WHERE true /* sees r:Resident */ AND true /* opens s of r */
      AND (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
      AND (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
    RETURN b
  }
  RETURN collect(b) AS active
}
CALL () {
  CALL () {
    CALL () {
      MATCH (h:Household {id: $household})<-[:CONCERNS]-(n:Need)
      RETURN n, null AS r
      UNION
      MATCH (h:Household {id: $household})<-[m:MEMBER_OF]-(r:Resident)<-[:CONCERNS]-(n:Need)
      WHERE (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
      RETURN n, r
      UNION
      MATCH (r:Resident {id: $resident})<-[:CONCERNS]-(n:Need)
      RETURN n, r
      UNION
      MATCH (:Case {id: $case})-[v:COVERS]->(n:Need)
      WHERE (v.since IS NULL OR v.since <= $as_of) AND (v.until IS NULL OR v.until > $as_of)
      OPTIONAL MATCH (n)-[:CONCERNS]->(r:Resident)
      WHERE true /* sees r:Resident */
      RETURN n, r
    }
    WITH n, r
    WHERE true /* sees n:Need */
      AND n.openedOn <= $as_of AND (n.closedOn IS NULL OR n.closedOn > $as_of)
    MATCH (n)-[:IN_CATEGORY]->(k:NeedCategory)
    RETURN n, r, k
    UNION
    MATCH (k:NeedCategory)
    WHERE k.id IN $categories
    RETURN null AS n, null AS r, k
    UNION
    MATCH (k:NeedCategory)
    WHERE k.code IN $categories
    RETURN null AS n, null AS r, k
  }
  RETURN collect(DISTINCT k) AS categories
}
CALL (categories, serving) {
  UNWIND categories AS k
  MATCH (k)<-[t:HANDLES]-(a:Agency)
  WHERE a IN serving
    AND (t.since IS NULL OR t.since <= $as_of) AND (t.until IS NULL OR t.until > $as_of)
  WITH a, collect(DISTINCT k.id) AS handles
  RETURN collect([a, handles]) AS able, collect(a) AS candidates
}
CALL (active) {
  UNWIND active AS b
  CALL (b) {
    MATCH (b)-[x:JOINED]->(e)
    WHERE true /* sees e:Case */ AND true /* opens x of e */
      AND coalesce(x.since, e.openedOn) <= $as_of
    RETURN e
    UNION ALL
    MATCH (b)-[x:ATTENDED]->(e:Meeting)
    WHERE true /* sees e:Meeting */ AND true /* opens x of e */
      AND e.heldOn <= $as_of
    RETURN e
  }
  WITH e, count(DISTINCT b) AS there
  RETURN collect([e, there > 1]) AS events
}
// What each candidate shared with the active, from whichever side holds less, beside a row for
// those that shared nothing. Whoever is active has met the others only where another was too.
WITH able, candidates, active, events, size(events) < 8 * size(candidates) AS few
CALL (able, candidates, active, events, few) {
  UNWIND able AS each
  RETURN each[0] AS a, each[1] AS handles, null AS e, null AS day
  UNION ALL
  UNWIND CASE WHEN few THEN events ELSE [] END AS each
  WITH each[0] AS e, each[1] AS of_several, candidates, active
  MATCH (e)<-[x:JOINED|ATTENDED]-(a)
  WHERE a IN candidates AND true /* opens x of e */
    AND (of_several OR NOT a IN active)
  WITH a, e, coalesce(e.heldOn, x.since, e.openedOn) AS day
  WHERE day <= $as_of
  RETURN a, null AS handles, e, max(day) AS day
  UNION ALL
  WITH candidates, active, few, [each IN events | each[0]] AS all_events,
    [each IN events WHERE each[1] | each[0]] AS of_several
  UNWIND CASE WHEN few THEN [] ELSE candidates END AS a
  WITH a, CASE WHEN a IN active THEN of_several ELSE all_events END AS met
  CALL (a, met) {
    MATCH (a)-[x:JOINED]->(e)
    WHERE e IN met AND true /* opens x of e */
    RETURN e, coalesce(x.since, e.openedOn) AS day
    UNION ALL
    MATCH (a)-[x:ATTENDED]->(e)
    WHERE e IN met AND true /* opens x of e */
    RETURN e, e.heldOn AS day
  }
  WITH a, e, day
  WHERE day <= $as_of
  RETURN a, null AS handles, e, max(day) AS day
}
WITH a, head(collect(handles)) AS handles, count(e) AS shared, max(day) AS last,
  collect([e, day]) AS both
WITH a, handles, shared, last, [each IN both WHERE each[1] = last | (each[0]).id] AS of_last
CALL (a) {
  OPTIONAL MATCH (a)-[:IN_DISTRICT]->(home:District)
  OPTIONAL MATCH (home)-[:IN_AREA]->(area:Area)
  OPTIONAL MATCH (home)-[:IN_MUNICIPALITY]->(city:Municipality)
  RETURN [home.id, area.id, city.id, a.position.latitude, a.position.longitude] AS place
  ORDER BY home.code
  LIMIT 1
}
OPTIONAL CALL (a) {
  MATCH (s:HandOverStanding)
  WHERE s.key > a.id + '/' AND s.key <= a.id + '/' + toString($published)
  WITH s
  ORDER BY s.key DESC
  LIMIT 1
  WHERE s.answered >= 10
  RETURN s
}
CALL (a) {
  MATCH (a)-[j:JOINED]->(c)
  WHERE (c.closedOn IS NULL OR c.closedOn > $published)
    AND coalesce(j.since, c.openedOn) <= $published AND (j.until IS NULL OR j.until > $published)
  WITH c
  LIMIT 30
  WITH count(c) AS cases
  RETURN CASE WHEN cases >= 10 THEN cases END AS open_cases
}
RETURN
  a AS agency,
  a.id AS id,
  a.name AS name,
  a.sector AS sector,
  a.welfare AS welfare,
  handles AS handles,
  a.minimumAge AS minimum_age,
  a.maximumAge AS maximum_age,
  a.handbookRequired AS handbook_required,
  a.consentRequired AS consent_required,
  a.capacityState AS capacity_state,
  a.capacityMaximum AS capacity_maximum,
  a.capacityAvailable AS capacity_available,
  toString(a.capacityAsOf) AS capacity_as_of,
  place AS place,
  coalesce(s.answered, 0) AS answered,
  coalesce(s.accepted, 0) AS accepted,
  CASE WHEN s.ended >= 10 THEN s.ended ELSE 0 END AS ended,
  CASE WHEN s.ended >= 10 THEN s.helped ELSE 0 END AS helped,
  s.medianDays AS median_days,
  open_cases AS open_cases,
  shared AS shared,
  CASE WHEN shared > 0 THEN
    [reduce(least = head(of_last), id IN of_last | CASE WHEN id < least THEN id ELSE least END),
      toString(last)] END AS latest
ORDER BY id

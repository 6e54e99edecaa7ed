// For whom is help sought, and what around the household decides who may help?
// Parameters: $household, $resident, $case (ids), $district (id or code, for a bare profile), of which
// one is given and the others are null; $asker (id of a supporter, or null); $as_of (date).
// Columns: one row, none when nothing has the id. members are [id, birth date, has a handbook,
// protected]; active are [agency, why] for those that have joined an open case of the household or
// support somebody in it; bases are [case, legal basis] of its open cases; consent is the day, case
// or meeting on which consent was last recorded; opposed are [agency, other party] where an agency
// works with the other party of a protected member and not with the member; first_day is the first
// on which a need was named anywhere; asker is the supporter's id, null when there is none.
// Cannot see: an other party who is neither married to the protected member nor tied to them by a
// stressful tie; work with the other party that nobody recorded.
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
WHERE h IS NOT NULL OR d IS NOT NULL
OPTIONAL MATCH (asker:Supporter {id: $asker})
OPTIONAL MATCH (d)-[:IN_AREA]->(area:Area)
OPTIONAL MATCH (d)-[:IN_MUNICIPALITY]->(city:Municipality)
CALL (h) {
  MATCH (h)<-[m:MEMBER_OF]-(r:Resident)
  WHERE true /* sees r:Resident */
    AND (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
    AND (r.deathDate IS NULL OR r.deathDate > $as_of)
  WITH r
  ORDER BY r.birthDate, r.id
  RETURN collect(r) AS people
}
CALL (h) {
  MATCH (h)<-[:CONCERNS]-(c:Case)
  WHERE true /* sees c:Case */
    AND c.openedOn <= $as_of AND (c.closedOn IS NULL OR c.closedOn > $as_of)
  WITH c
  ORDER BY c.openedOn, c.id
  RETURN collect(c) AS cases
}
CALL (h, people, cases) {
  CALL (h, people, cases) {
    UNWIND cases AS c
    MATCH (c)<-[j:JOINED]-(b:Agency)
    WHERE true /* opens j of c */
      AND (j.since IS NULL OR j.since <= $as_of) AND (j.until IS NULL OR j.until > $as_of)
    RETURN b.id AS agency, c.id AS why
    UNION
    UNWIND [h] + people AS helped
    MATCH (helped)<-[s:SUPPORTS]-(b:Agency)
    WHERE true /* opens s of helped */
      AND (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
    RETURN b.id AS agency, helped.id AS why
  }
  WITH agency, why
  ORDER BY agency, why
  RETURN collect([agency, why]) AS active
}
CALL (h) {
  CALL (h) {
    MATCH (h)<-[:CONCERNS]-(c:Case)
    WHERE true /* sees c:Case */
      AND c.openedOn <= $as_of AND c.legalBasis = 'CONSENT'
    RETURN c.openedOn AS day, c.id AS on
    UNION
    MATCH (h)<-[:CONCERNS]-(c:Case)<-[t:DISCUSSED]-(m:Meeting {consentRecorded: true})
    WHERE true /* sees c:Case */ AND true /* opens t of c */ AND true /* sees m:Meeting */
      AND m.heldOn <= $as_of
    RETURN m.heldOn AS day, m.id AS on
  }
  WITH day, on
  ORDER BY day DESC, on
  LIMIT 1
  RETURN collect([toString(day), on]) AS consent
}
CALL (people) {
  UNWIND [each IN people WHERE each.protected] AS safe
  MATCH (safe)-[bond:SPOUSE_OF|SUPPORTS]-(other:Resident)
  WHERE true /* sees other:Resident */
    AND (bond:SPOUSE_OF OR bond.stressful) AND coalesce(other.protected, false) = false
  WITH DISTINCT safe, other
  CALL (other) {
    MATCH (other)<-[s:SUPPORTS]-(b:Agency)
    WHERE true /* opens s of other */
      AND (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
    RETURN b
    UNION
    MATCH (other)<-[:CONCERNS]-(n:Need)<-[:REFERRED_FOR]-(r:Referral)-[to:REFERRED_TO]->(b:Agency)
    WHERE true /* sees n:Need */ AND true /* sees r:Referral */ AND true /* opens to of r */
      AND r.answeredOn <= $as_of AND r.declineReason IS NULL
      AND (r.closedOn IS NULL OR r.closedOn > $as_of)
    RETURN b
  }
  WITH DISTINCT safe, other, b
  WHERE NOT EXISTS {
    MATCH (b)-[s:SUPPORTS]->(safe)
    WHERE true /* opens s of safe */
      AND (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)
  }
  WITH DISTINCT b.id AS agency, other.id AS party
  ORDER BY agency, party
  RETURN collect([agency, party]) AS opposed
}
CALL () {
  MATCH (n:Need)
  WHERE n.openedOn IS NOT NULL
  WITH n.openedOn AS day
  ORDER BY day
  LIMIT 1
  RETURN collect(day) AS days
}
RETURN
  h.id AS household,
  d.id AS district,
  d.name AS district_name,
  area.id AS area,
  city.id AS municipality,
  CASE WHEN d.position IS NULL THEN null ELSE [d.position.latitude, d.position.longitude] END AS position,
  [r IN people | [r.id, toString(r.birthDate), size(coalesce(r.handbooks, [])) > 0,
    coalesce(r.protected, false)]] AS members,
  active AS active,
  [c IN cases | [c.id, c.legalBasis]] AS bases,
  head(consent) AS consent,
  opposed AS opposed,
  toString(head(days)) AS first_day,
  asker.id AS asker

// Which open needs is help sought for, and who handles each, wherever they are?
// Parameters: $household, $resident, $case as in referral_subject; $categories (ids or codes of need
// categories, for a bare profile, else empty); $as_of (date).
// Columns: one row per need, by day and id; for a profile one row per category, without a need.
// subject is the resident it is about, null for the household's; handlers are the ids of agencies
// that handle the category; declined are [agency, referral, reason, day] of hand-overs declined for
// the need; handed are [agency, referral] of those still under way.
// Cannot see: needs nobody has named; refusals by word of mouth.
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
CALL (k) {
  MATCH (k)<-[t:HANDLES]-(a:Agency)
  WHERE (t.since IS NULL OR t.since <= $as_of) AND (t.until IS NULL OR t.until > $as_of)
  RETURN collect(DISTINCT a.id) AS handlers
}
CALL (n) {
  MATCH (n)<-[:REFERRED_FOR]-(f:Referral)-[to:REFERRED_TO]->(a:Agency)
  WHERE true /* sees f:Referral */ AND true /* opens to of f */
    AND f.requestedOn <= $as_of AND f.state <> 'ENTERED_IN_ERROR'
  WITH f, a, f.declineReason IS NOT NULL AND f.answeredOn <= $as_of AS refused
  ORDER BY f.answeredOn, f.id
  RETURN
    collect(CASE WHEN refused
      THEN [a.id, f.id, f.declineReason, toString(f.answeredOn)] END) AS declined,
    collect(CASE WHEN NOT refused AND (f.closedOn IS NULL OR f.closedOn > $as_of)
      THEN [a.id, f.id] END) AS handed
}
RETURN
  n AS need,
  k AS category,
  n.id AS need_id,
  k.id AS category_id,
  k.code AS code,
  k.name AS name,
  n.severity AS severity,
  r.id AS subject,
  handlers AS handlers,
  declined AS declined,
  handed AS handed
ORDER BY n.openedOn, need_id, code

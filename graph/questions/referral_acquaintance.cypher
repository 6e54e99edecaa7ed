// Whom does the asker know at the agencies that handle the needs, and from where?
// Parameters: $asker (id of a supporter, null when nobody asks in person); $household, $resident,
// $case, $categories as in referral_needs; $as_of (date).
// Columns: one row per agency known, none without an asker. people leads from the asker to one who
// works for the agency; occasions are [kind, id, title, day], one for each step; both are empty where
// the asker works for it. A step is a case, a meeting or a training that both were at; there are at
// most two, four ties in all. Of several ways: the fewest steps, then the latest occasion.
// Cannot see: whether two who were at the same occasion have spoken; acquaintance nobody recorded.
MATCH (asker:Supporter {id: $asker})
CALL (asker) {
  CALL (asker) {
    MATCH (asker)-[:ATTENDED]->(o:Meeting|Training)
    WHERE true /* sees o:Meeting_or_Training */
      AND o.heldOn <= $as_of
    RETURN o, o.heldOn AS day
    UNION
    MATCH (asker)-[t:LEADS|ASSIGNED_TO]->(o:Case)
    WHERE true /* sees o:Case */ AND true /* opens t of o */
      AND o.openedOn <= $as_of
    RETURN o, o.openedOn AS day
  }
  WITH o, day
  ORDER BY day DESC, o.id
  RETURN collect([o, day]) AS own, collect(o) AS occasions
}
CALL (asker, own) {
  UNWIND own AS each
  WITH each[0] AS o, each[1] AS day, asker
  MATCH (o)<-[t:ATTENDED|LEADS|ASSIGNED_TO]-(p:Supporter)
  WHERE true /* opens t of o */
    AND p <> asker
  WITH p, head(collect([o, day])) AS met
  RETURN collect([p, met[0], met[1]]) AS known, collect(p) AS faces
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
CALL (categories) {
  UNWIND categories AS k
  MATCH (k)<-[:HANDLES]-(a:Agency)
  RETURN collect(DISTINCT a) AS agencies
}
CALL (asker, known, agencies) {
  UNWIND known AS each
  WITH asker, agencies, each[0] AS p, each[1] AS o, each[2] AS day
  MATCH (p)-[w:WORKS_FOR]->(a)
  WHERE a IN agencies
    AND (w.since IS NULL OR w.since <= $as_of) AND (w.until IS NULL OR w.until > $as_of)
  WITH a, p, o, day
  ORDER BY day DESC, o.id, p.id
  WITH a, head(collect([p, o, day])) AS step
  RETURN collect([a, [step]]) AS near, collect(a) AS reached
}
CALL (occasions, faces, agencies, reached) {
  UNWIND [each IN agencies WHERE NOT each IN reached] AS a
  CALL (a, faces) {
    MATCH (a)<-[w:WORKS_FOR]-(p:Supporter)-[t:ATTENDED|LEADS|ASSIGNED_TO]->(o:Case|Meeting|Training)
    WHERE true /* sees o:Case_or_Meeting_or_Training */ AND true /* opens t of o */
      AND (w.since IS NULL OR w.since <= $as_of) AND (w.until IS NULL OR w.until > $as_of)
    WITH p, o, coalesce(o.heldOn, o.openedOn) AS day, faces
    WHERE day <= $as_of
    MATCH (o)<-[u:ATTENDED|LEADS|ASSIGNED_TO]-(between:Supporter)
    WHERE true /* opens u of o */
      AND between IN faces AND between <> p
    WITH p, o, day, between
    ORDER BY day DESC, o.id, between.id, p.id
    LIMIT 1
    RETURN p, o, day, between
  }
  WITH a, p, o, day, between, occasions
  CALL (between, occasions) {
    MATCH (between)-[t:ATTENDED|LEADS|ASSIGNED_TO]->(met:Case|Meeting|Training)
    WHERE true /* sees met:Case_or_Meeting_or_Training */ AND true /* opens t of met */
      AND met IN occasions
    WITH met, coalesce(met.heldOn, met.openedOn) AS met_on
    ORDER BY met_on DESC, met.id
    LIMIT 1
    RETURN met, met_on
  }
  RETURN collect([a, [[between, met, met_on], [p, o, day]]]) AS far
}
CALL (asker, agencies) {
  MATCH (asker)-[w:WORKS_FOR]->(a)
  WHERE a IN agencies
    AND (w.since IS NULL OR w.since <= $as_of) AND (w.until IS NULL OR w.until > $as_of)
  RETURN collect([a, []]) AS own_agencies, collect(a) AS colleagues
}
UNWIND own_agencies + [each IN near + far WHERE NOT each[0] IN colleagues] AS found
RETURN
  [step IN found[1] | step[0]] AS people,
  found[0].id AS agency,
  [step IN found[1] | [
    CASE WHEN step[1]:Case THEN 'CASE' WHEN step[1]:Meeting THEN 'MEETING' ELSE 'TRAINING' END,
    step[1].id, step[1].title, toString(step[2])]] AS occasions
ORDER BY agency

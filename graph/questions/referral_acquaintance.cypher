// Whom does the asker know at the agencies that serve the district and handle the needs, and from
// where?
// Parameters: $asker (id of a supporter, null when nobody asks in person); $household, $resident,
// $case, $district, $categories as in referral_candidates; $as_of (date).
// Columns: one row per agency known, none without an asker. people leads from the asker to one who
// works for the agency; occasions are [kind, id, title, day], one for each step; both are empty where
// the asker works for it. A step is a case, a meeting or a training that both were at; there are at
// most two, four ties in all. Of several ways: the fewest steps, then the latest last occasion.
// Cannot see: whether two who were at the same occasion have spoken; acquaintance nobody recorded.
MATCH (asker:Supporter {id: $asker})
OPTIONAL MATCH (own:Household {id: $household})
WHERE true /* sees own:Household */
OPTIONAL MATCH (one:Resident {id: $resident})-[m:MEMBER_OF]->(lived:Household)
WHERE true /* sees one:Resident */ AND true /* sees lived:Household */
  AND (m.since IS NULL OR m.since <= $as_of) AND (m.until IS NULL OR m.until > $as_of)
OPTIONAL MATCH (task:Case {id: $case})-[:CONCERNS]->(worked:Household)
WHERE true /* sees task:Case */ AND true /* sees worked:Household */
WITH asker, coalesce(own, lived, worked) AS h
ORDER BY h.id
LIMIT 1
OPTIONAL MATCH (h)-[i:IN_DISTRICT]->(around:District)
WHERE true /* opens i of h */
  AND (i.since IS NULL OR i.since <= $as_of) AND (i.until IS NULL OR i.until > $as_of)
OPTIONAL MATCH (by_id:District {id: $district})
OPTIONAL MATCH (by_code:District {code: $district})
WITH asker, coalesce(around, by_id, by_code) AS d
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
CALL (asker) {
  CALL (asker) {
    MATCH (asker)-[t:ATTENDED]->(o:Meeting|Training)
    WHERE true /* sees o:Meeting_or_Training */ AND true /* opens t of o */
    RETURN o
    UNION ALL
    MATCH (asker)-[t:LEADS|ASSIGNED_TO]->(o:Case)
    WHERE true /* sees o:Case */ AND true /* opens t of o */
    RETURN o
  }
  RETURN collect(DISTINCT o) AS occasions
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
  MATCH (k)<-[:HANDLES]-(a)
  WHERE a IN serving
  RETURN collect(DISTINCT a) AS agencies
}
CALL (asker, agencies) {
  MATCH (asker)-[w:WORKS_FOR]->(a)
  WHERE a IN agencies
    AND (w.since IS NULL OR w.since <= $as_of) AND (w.until IS NULL OR w.until > $as_of)
  RETURN collect(DISTINCT a) AS colleagues
}
// One step: somebody of the agency was where the asker was.
CALL (asker, agencies, colleagues, occasions) {
  UNWIND [each IN agencies WHERE NOT each IN colleagues] AS a
  CALL (a, asker, occasions) {
    MATCH (a)<-[w:WORKS_FOR]-(p)
    WHERE p <> asker
      AND (w.since IS NULL OR w.since <= $as_of) AND (w.until IS NULL OR w.until > $as_of)
    MATCH (p)-[t:ATTENDED|LEADS|ASSIGNED_TO]->(o)
    WHERE o IN occasions AND true /* opens t of o */
    WITH p, o, coalesce(o.heldOn, o.openedOn) AS day
    WHERE day <= $as_of
    WITH p, o, day
    ORDER BY day DESC, o.id, p.id
    LIMIT 1
    RETURN [p, o, day] AS step
  }
  RETURN collect([a, [step]]) AS near, collect(a) AS reached
}
// Two steps, for the others: the latest occasion of somebody there at which somebody was who was
// where the asker was too.
CALL (asker, agencies, colleagues, reached, occasions) {
  UNWIND [each IN agencies WHERE NOT each IN reached AND NOT each IN colleagues] AS a
  CALL (a, asker, occasions) {
    MATCH (a)<-[w:WORKS_FOR]-(p)
    WHERE (w.since IS NULL OR w.since <= $as_of) AND (w.until IS NULL OR w.until > $as_of)
    MATCH (p)-[t:ATTENDED|LEADS|ASSIGNED_TO]->(o:Case|Meeting|Training)
    WHERE true /* sees o:Case_or_Meeting_or_Training */ AND true /* opens t of o */
    WITH p, o, coalesce(o.heldOn, o.openedOn) AS day, asker, occasions
    WHERE day <= $as_of
    WITH p, o, day, asker, occasions
    ORDER BY day DESC, o.id, p.id
    CALL (p, o, asker, occasions) {
      MATCH (o)<-[u:ATTENDED|LEADS|ASSIGNED_TO]-(between:Supporter)
      WHERE true /* opens u of o */
        AND between <> p AND between <> asker
        AND EXISTS {
          MATCH (between)-[t:ATTENDED|LEADS|ASSIGNED_TO]->(met)
          WHERE met IN occasions AND true /* opens t of met */
            AND coalesce(met.heldOn, met.openedOn) <= $as_of
        }
      RETURN between
      ORDER BY between.id
      LIMIT 1
    }
    WITH between, p, o, day, occasions
    LIMIT 1
    CALL (between, occasions) {
      MATCH (between)-[t:ATTENDED|LEADS|ASSIGNED_TO]->(met)
      WHERE met IN occasions AND true /* opens t of met */
      WITH met, coalesce(met.heldOn, met.openedOn) AS met_on
      WHERE met_on <= $as_of
      WITH met, met_on
      ORDER BY met_on DESC, met.id
      LIMIT 1
      RETURN met, met_on
    }
    RETURN [[between, met, met_on], [p, o, day]] AS steps
  }
  RETURN collect([a, steps]) AS far
}
UNWIND [each IN colleagues | [each, []]] + near + far AS found
RETURN
  [step IN found[1] | step[0]] AS people,
  found[0].id AS agency,
  [step IN found[1] | [
    CASE WHEN step[1]:Case THEN 'CASE' WHEN step[1]:Meeting THEN 'MEETING' ELSE 'TRAINING' END,
    step[1].id, step[1].title, toString(step[2])]] AS occasions
ORDER BY agency

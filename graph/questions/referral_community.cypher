// What in the neighbourhood can meet any of the needs, at least in part?
// Parameters: $household, $resident, $case, $district, $categories as in referral_subject and
// referral_needs; $as_of (date).
// Columns: one row per place open on the day, council or active supporter of the district, by kind
// and id; one of place, council and supporter is there. what is the type of the place or the role of
// the supporter; meets are ids of categories.
// Cannot see: neighbours who help without a record; whether there is room on the day.
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
CALL (d, categories) {
  UNWIND categories AS k
  MATCH (k)<-[t:ADDRESSES]-(x)
  WITH d, x, collect([k, t]) AS ways
  // Most are elsewhere: of these nothing more is read.
  MATCH (x)-[s:IN_DISTRICT|ACTIVE_IN]->(d)
  WITH x, s, [way IN ways
    WHERE (way[1].since IS NULL OR way[1].since <= $as_of)
      AND (way[1].until IS NULL OR way[1].until > $as_of) | way[0].id] AS meets,
    x:Place AS is_place, x:Council AS is_council
  WHERE size(meets) > 0 AND ((is_place AND (x.openedOn IS NULL OR x.openedOn <= $as_of)
      AND (x.closedOn IS NULL OR x.closedOn > $as_of))
    OR (is_council AND (x.foundedOn IS NULL OR x.foundedOn <= $as_of))
    OR (x:Supporter AND (x.retiredOn IS NULL OR x.retiredOn > $as_of)
      AND (s.since IS NULL OR s.since <= $as_of) AND (s.until IS NULL OR s.until > $as_of)))
  WITH DISTINCT x, meets,
    CASE WHEN is_place THEN 'PLACE' WHEN is_council THEN 'COUNCIL' ELSE 'SUPPORTER' END AS kind
  RETURN
    CASE kind WHEN 'PLACE' THEN x END AS place,
    CASE kind WHEN 'COUNCIL' THEN x END AS council,
    CASE kind WHEN 'SUPPORTER' THEN x END AS supporter,
    x.id AS id,
    kind,
    CASE kind WHEN 'PLACE' THEN x.type WHEN 'SUPPORTER' THEN x.mainRole END AS what,
    CASE WHEN kind <> 'SUPPORTER' THEN x.name END AS name,
    CASE kind WHEN 'PLACE' THEN x.openingHours END AS hours,
    meets
}
RETURN
  place AS place,
  council AS council,
  supporter AS supporter,
  id AS id,
  kind AS kind,
  what AS what,
  name AS name,
  hours AS hours,
  meets AS meets
ORDER BY kind, id

// Who holds what up around a resident or a household: needs, care, support and watching?
// Parameters: $subject (id of a Resident or Household), $today (date).
// Columns: one row per thing held and holder, none of them empty but holder and how for a need that
// nobody holds. whose_* is the member (or the household) it is about; what is NEED, CARE, FUNCTION,
// WATCH or TIE (two members related to each other); item tells the things of one sort apart.
// Cannot see: help nobody has recorded; whether who is named really comes; where a hand-over stood
// on an earlier day (it counts as it stands now).
MATCH (subject:Node {id: $subject})
WHERE true /* sees subject:Household_or_Resident */
CALL (subject) {
  WITH subject WHERE subject:Household OR subject:Resident
  RETURN subject AS whose
  UNION
  MATCH (subject)<-[m:MEMBER_OF]-(member:Resident)
  WHERE true /* sees member:Resident */
    AND (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  RETURN member AS whose
}
CALL (whose) {
  MATCH (whose)<-[:CONCERNS]-(n:Need)-[:IN_CATEGORY]->(c:NeedCategory)
  WHERE true /* sees n:Need */
    AND n.openedOn <= $today AND (n.closedOn IS NULL OR n.closedOn > $today)
  CALL (whose, n, c) {
    RETURN null AS holder, null AS how
    UNION
    MATCH (n)<-[t:ASSIGNED_TO]-(holder:Supporter)
    WHERE true /* opens t of n */
      AND (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
    RETURN holder, 'ASSIGNED' AS how
    UNION
    MATCH (n)<-[:REFERRED_FOR]-(r:Referral)-[t:REFERRED_TO]->(holder:Agency)
    WHERE true /* sees r:Referral */ AND true /* opens t of r */
      AND r.state IN ['ACCEPTED', 'IN_PROGRESS']
    RETURN holder, 'TOOK_OVER' AS how
    UNION
    MATCH (n)<-[:COVERS]-(k:Case)<-[t:JOINED]-(holder:Agency)-[:HANDLES]->(c)
    WHERE true /* sees k:Case */ AND true /* opens t of k */
      AND k.openedOn <= $today AND (k.closedOn IS NULL OR k.closedOn > $today)
      AND (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
    RETURN holder, 'JOINED_CASE' AS how
    UNION
    MATCH (whose)<-[t:SUPPORTS]-(holder)-[:HANDLES|ADDRESSES]->(c)
    WHERE true /* opens t of whose */
      AND (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
    RETURN holder, 'SUPPORTS' AS how
  }
  RETURN 'NEED' AS what, n.id AS item, c.name AS name, n.severity AS severity, holder, how
  UNION ALL
  MATCH (whose)<-[t:CARES_FOR]-(holder:Resident)
  WHERE true /* sees holder:Resident */
    AND (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  UNWIND coalesce(t.roles, []) AS role
  RETURN 'CARE' AS what, role AS item, role AS name, null AS severity, holder, 'CARES_FOR' AS how
  UNION ALL
  MATCH (whose)<-[t:SUPPORTS]-(holder)
  WHERE true /* opens t of whose */
    AND true /* sees holder:Resident_or_Supporter_or_Agency_or_Place */
    AND (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  UNWIND coalesce(t.functions, []) AS function
  RETURN
    'FUNCTION' AS what, function AS item, function AS name, null AS severity,
    holder, 'SUPPORTS' AS how
  UNION ALL
  MATCH (whose)<-[t:WATCHES]-(holder:Supporter)
  WHERE true /* opens t of whose */
    AND (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  RETURN
    'WATCH' AS what, 'WATCH' AS item, 'WATCH' AS name, null AS severity,
    holder, 'WATCHES' AS how
  UNION ALL
  MATCH (whose)-[t:PARENT_OF|SPOUSE_OF|MEMBER_OF]-(holder:Resident)
  WHERE true /* sees holder:Resident */
    AND (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  RETURN
    'TIE' AS what, type(t) AS item, type(t) AS name, null AS severity,
    holder, type(t) AS how
}
WITH DISTINCT whose, what, item, name, severity, holder, how
RETURN
  whose.id AS whose_id,
  coalesce(whose.name, '世帯') AS whose_name,
  what AS what,
  item AS item,
  name AS name,
  severity AS severity,
  how AS how,
  holder.id AS holder_id,
  coalesce(holder.name, '') AS holder_name,
  CASE WHEN holder:Resident THEN holder END AS resident,
  CASE WHEN holder:Supporter THEN holder END AS supporter,
  CASE WHEN holder:Agency THEN holder END AS agency,
  CASE WHEN holder:Place THEN holder END AS place
ORDER BY what, item, whose_id, holder_id, how

// Consultations_page
// {"given": {"first": 20}}
CALL () {
  MATCH (n:Consultation)
  WITH n, n.heldOn AS day2
  WITH n, day2.year - CASE WHEN day2.month < 4 THEN 1 ELSE 0 END AS key1
  WITH key1, count(*) AS whole3
  ORDER BY (key1 IS NULL), key1
  LIMIT $given.first
  RETURN collect([toString(CASE WHEN key1 IS NOT NULL THEN date({year: key1, month: 4}) END), whole3]) AS groups4
}
RETURN [groups4] AS row

// Needs_page
// {"given": {"first": 21, "first2": 3}, "today": "2021-07-31"}
CALL () {
  MATCH (n:Need)
  WHERE n.closedOn IS NULL
  WITH n, [(n)-[t2:IN_CATEGORY]->(n3:NeedCategory) WHERE coalesce(t2.since <= $today, t2.since IS NULL) AND coalesce(t2.until > $today, t2.until IS NULL) | n3] AS ends4
  WITH n, CASE WHEN size(ends4) < 2 THEN head(ends4)
    ELSE head(COLLECT { UNWIND ends4 AS n3 RETURN n3 ORDER BY n3.code, n3.id LIMIT 1 }) END AS key1
  WITH n, key1, n.severity AS key5
  WITH DISTINCT key1, key5
  RETURN count(*) AS groups6
}
CALL () {
  MATCH (n:Need)
  WHERE n.closedOn IS NULL
  WITH n, [(n)-[t8:IN_CATEGORY]->(n9:NeedCategory) WHERE coalesce(t8.since <= $today, t8.since IS NULL) AND coalesce(t8.until > $today, t8.until IS NULL) | n9] AS ends10
  WITH n, CASE WHEN size(ends10) < 2 THEN head(ends10)
    ELSE head(COLLECT { UNWIND ends10 AS n9 RETURN n9 ORDER BY n9.code, n9.id LIMIT 1 }) END AS key7
  WITH n, key7, n.severity AS key11
  WITH key7, key11, count(*) AS whole15, toString(min(n.openedOn)) AS whole16
  ORDER BY whole15 DESC, (key7 IS NULL), key7.code, key7.id, (key11 IS NULL), key11
  LIMIT $given.first2
  CALL (key7) {
    MATCH (key7)-[t12:IN_FIELD]->(n13:Field)
    WHERE coalesce(t12.since <= $today, t12.since IS NULL)
      AND coalesce(t12.until > $today, t12.until IS NULL)
    WITH t12, n13
    ORDER BY n13.code, n13.id
    LIMIT $given.first
    WITH collect([n13.name]) AS rows
    RETURN rows AS many14
  }
  RETURN collect([key11, CASE WHEN key7 IS NOT NULL THEN [key7.name, many14] END, whole15, whole16]) AS groups17
}
RETURN [groups6, groups17] AS row

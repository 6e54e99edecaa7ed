// As whom does the one who asks work here, and where?
// Parameters: $person (id of a supporter; null for whoever asks as none), $today (date).
// Columns: one row, none for whoever is no supporter; person; agencies they work for today, by id.
MATCH (person:Supporter {id: $person})
WHERE true /* sees person:Supporter */
RETURN
  person AS person,
  COLLECT {
    MATCH (person)-[w:WORKS_FOR]->(a:Agency)
    WHERE (w.since IS NULL OR w.since <= $today) AND (w.until IS NULL OR w.until > $today)
    RETURN DISTINCT a
    ORDER BY a.id
    LIMIT 20
  } AS agencies

// Who on the record of who saw what is closed to an administrator who asks it?
// Parameters: $viewer (id of their Supporter; null where the sign-in names none), $today (date).
// Columns: the ids of whoever is protected from them or from their people, and of what is filed about these; one row.
// Of whom it is not known which Supporter they are, it is not known either whom they might harm: all who are protected
// are closed to them, as they are through broken glass (graph/grants).
OPTIONAL MATCH (me:Supporter {id: $viewer})
RETURN
  CASE WHEN me IS NULL THEN COLLECT {
    MATCH (p:Protection)-[:SEALS]->(x)
    WHERE p.endedOn IS NULL
    RETURN DISTINCT x.id
  } ELSE COLLECT {
    MATCH (me)-[:SAME_AS*0..1]->(self)
    UNWIND [self]
      + COLLECT { MATCH (self)-[:PARENT_OF|SPOUSE_OF]-(kin) RETURN kin }
      + COLLECT {
        MATCH (self)-[m:MEMBER_OF]->()<-[o:MEMBER_OF]-(mate)
        WHERE coalesce(m.until > $today, true) AND coalesce(o.until > $today, true)
        RETURN mate
      } AS other
    MATCH (other)<-[:SAME_AS*0..1]-()<-[:AGAINST]-(p)-[:SEALS]->(x)
    WHERE p.endedOn IS NULL
    RETURN DISTINCT x.id
  } END AS ids

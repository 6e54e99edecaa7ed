// Whom may an administrator see who has broken the glass (緊急閲覧)? Everybody, while it is broken.
// Parameters: $account (the administrator's), $now (ISO time, UTC), $viewer (id of their Supporter; null when not known).
// Columns: as graph/grants/__init__.py has it, and the reference of the opening; one row, none when the glass is not broken.
// Of whom it is not known which Supporter they are, it is not known either whom they might harm: `viewer` is empty,
// and whoever is protected is not there for them (graph/sight.py). Nothing protected is ever opened: `opened` is empty.
// Cannot see: that a Supporter, or an account without one, is the other party by some way that no tie records.
MATCH (glass:GlassBreaking {standing: $account})
WHERE glass.openedAt <= datetime($now) AND glass.endsAt > datetime($now)
OPTIONAL MATCH (me:Supporter {id: $viewer})
RETURN
  true AS admitted,
  CASE WHEN me IS NULL THEN [] ELSE [me.id] END AS viewer,
  [] AS reach,
  COLLECT {
    MATCH (me)-[:SAME_AS*0..1]->(self)
    UNWIND [self]
      + COLLECT { MATCH (self)-[:PARENT_OF|SPOUSE_OF]-(kin) RETURN kin }
      + COLLECT {
        MATCH (self)-[m:MEMBER_OF]->()<-[o:MEMBER_OF]-(mate)
        WHERE coalesce(m.until > date(datetime($now)), true) AND coalesce(o.until > date(datetime($now)), true)
        RETURN mate
      } AS other
    MATCH (other)<-[:SAME_AS*0..1]-()<-[:AGAINST]-(p)-[:SEALS]->(x)
    WHERE p.endedOn IS NULL
    RETURN DISTINCT x.id
  } AS denied,
  [] AS opened,
  glass.reference AS opening

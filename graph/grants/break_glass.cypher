// Whom may an administrator see who has broken the glass (緊急閲覧)? Everybody, while it is broken.
// Parameters: $account (the administrator's), $now (ISO time, UTC), $viewer (id of their Supporter; null when not known).
// Columns: as graph/grants/__init__.py has it, and the reference of the opening; one row, none when the glass is not broken.
// Of whom it is not known which Supporter they are, it is not known either whom they might harm: `of_viewer` is empty,
// and whoever is protected is not there for them (graph/sight.py). Nothing protected is ever opened: `of_opened` is empty.
// Cannot see: that a Supporter, or an account without one, is the other party by some way that no tie records.
MATCH (glass:GlassBreaking {standing: $account})
WHERE glass.openedAt <= datetime($now) AND glass.endsAt > datetime($now)
OPTIONAL MATCH (me:Supporter {id: $viewer})
CALL (me) {
  CALL (me) {
    MATCH (me)<-[:AGAINST]-(p:Protection)
    WHERE p.endedOn IS NULL
    RETURN p
    UNION
    MATCH (me)-[:SAME_AS]->(self:Resident)
    CALL (self) {
      MATCH (self)-[:PARENT_OF|SPOUSE_OF]-{0,1}(other:Resident)
      RETURN other
      UNION
      MATCH (self)-[m:MEMBER_OF]->(:Household)<-[o:MEMBER_OF]-(other:Resident)
      WHERE m.until IS NULL AND o.until IS NULL
      RETURN other
    }
    MATCH (other)<-[:AGAINST]-(p:Protection)
    WHERE p.endedOn IS NULL
    RETURN p
  }
  MATCH (p)-[:SEALS]->(x)
  RETURN collect(DISTINCT x) AS of_denied
}
RETURN
  true AS admitted,
  CASE WHEN me IS NULL THEN [] ELSE [me] END AS of_viewer,
  [] AS of_reach,
  of_denied AS of_denied,
  [] AS of_opened,
  glass.reference AS opening

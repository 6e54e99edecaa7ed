// 0007_protect_the_protected: gives each protected resident a protection and seals what is theirs; creates 0 constraints.
// Why: the mark alone closes nothing. When these began is not known, so they are to be looked at again at once.

CALL () {
  MATCH (safe:Resident)
  WHERE safe.protected
    AND NOT EXISTS { MATCH (safe)<-[:PROTECTS]-(p:Protection) WHERE p.endedOn IS NULL }
  RETURN safe
}
CREATE (p:Protection {reference: left(toUpper(replace(randomUUID(), '-', '')), 26)})
CREATE (p)-[:PROTECTS]->(safe);

MATCH (p:Protection)-[:PROTECTS]->(safe:Resident)
WHERE p.endedOn IS NULL
CALL (p, safe) {
  CALL (safe) {
    RETURN safe AS root
    UNION
    MATCH (safe)-[m:MEMBER_OF]->(root:Household)
    WHERE m.until IS NULL OR m.until > date()
    RETURN root
    UNION
    MATCH (safe)-[m:MEMBER_OF]->(:Household)<-[o:MEMBER_OF]-(root:Resident)
    WHERE (m.until IS NULL OR m.until > date()) AND (o.until IS NULL OR o.until > date())
    RETURN root
  }
  CALL (root) {
    RETURN root AS x
    UNION
    MATCH (root)<-[:CONCERNS]-(x:Need|Consultation|Case|SupportGap|Proposal)
    RETURN x
    UNION
    MATCH (root)<-[:CONCERNS]-(:Case)<-[:CONCERNS]-(x:Plan)
    RETURN x
    UNION
    MATCH (root)<-[:CONCERNS]-(:Need)<-[:REFERRED_FOR]-(x:Referral)
    RETURN x
    UNION
    MATCH (root)<-[:CONCERNS]-(:Need)<-[:REFERRED_FOR]-(:Referral)-[:PASSED]->(x:ReferralEvent)
    RETURN x
  }
  WITH DISTINCT p, x
  MERGE (p)-[:SEALS]->(x)
  SET x.sealed = true
  WITH x
  CALL (x) {
    MATCH (x)-[t:IN_DISTRICT|WATCHES|SUPPORTS|RECORDED|JOINED|REFERRED|REFERRED_TO|ASSIGNED_TO|LEADS|DISCUSSED]-(o)
    WHERE o:District OR o:Place OR o:Council
      OR (o:Agency AND NOT EXISTS { MATCH (o)-[:SERVES]->(:Municipality) })
      OR (o:Supporter AND (
        any(role IN o.roles WHERE role IN ['VOLUNTEER', 'COMMISSIONER', 'CSW', 'CSW_LEAD', 'NEIGHBOUR'])
        OR EXISTS { MATCH (o)-[:ACTIVE_IN]->(:District) }
        OR EXISTS { MATCH (o)-[:WORKS_FOR]->(:Council) }
        OR EXISTS { MATCH (o)-[:WORKS_FOR]->(a:Agency) WHERE NOT EXISTS { MATCH (a)-[:SERVES]->(:Municipality) } }))
      OR (o:Meeting AND EXISTS { MATCH (o)-[:DISCUSSED]->(:District) })
    SET t.sealed = true
    RETURN count(t) AS ties
  }
  RETURN count(x) AS nodes
}
RETURN sum(nodes) AS nodes;

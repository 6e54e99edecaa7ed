// Everything that gives away where protected residents live is closed, and stays closed until they are no
// longer protected: run it in the transaction of each change that touches their households.
// Parameters: $around (ids of what was changed: residents, households, or what belongs to
// them), $today (date).
// Columns: how many nodes and ties are sealed for them; one row. What is sealed already stays so, and what comes
// near it is sealed too, also where they no longer live.
CALL () {
  MATCH (any:Resident)
  WHERE any.id IN $around
  MATCH (any)-[a:MEMBER_OF]->(:Household)<-[b:MEMBER_OF]-(safe:Resident)<-[:PROTECTS]-(p:Protection)
  WHERE p.endedOn IS NULL
    AND (a.until IS NULL OR a.until > $today) AND (b.until IS NULL OR b.until > $today)
  RETURN p, safe
  UNION
  MATCH (safe:Resident)<-[:PROTECTS]-(p:Protection)
  WHERE safe.id IN $around AND p.endedOn IS NULL
  RETURN p, safe
  UNION
  MATCH (x:Node)<-[:SEALS]-(p:Protection)-[:PROTECTS]->(safe:Resident)
  WHERE x.id IN $around AND x.sealed AND p.endedOn IS NULL
  RETURN p, safe
}
CALL (p, safe) {
  CALL (p, safe) {
    RETURN safe AS root
    UNION
    MATCH (p)-[:SEALS]->(root:Household|Resident)
    RETURN root
    UNION
    MATCH (safe)-[m:MEMBER_OF]->(root:Household)
    WHERE m.until IS NULL OR m.until > $today
    RETURN root
    UNION
    MATCH (safe)-[m:MEMBER_OF]->(:Household)<-[o:MEMBER_OF]-(root:Resident)
    WHERE (m.until IS NULL OR m.until > $today) AND (o.until IS NULL OR o.until > $today)
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
    MATCH (root)<-[:CONCERNS]-(:Case)<-[:DISCUSSED]-(x:Meeting)
    RETURN x
    UNION
    MATCH (root)<-[:CONCERNS]-(:Case)<-[:CONCERNS]-(:Plan)<-[:DISCUSSED]-(x:Meeting)
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
    MATCH (x)-[t:IN_DISTRICT|WATCHES|SUPPORTS|RECORDED|JOINED|REFERRED|REFERRED_TO|ASSIGNED_TO|LEADS|DISCUSSED|ATTENDED]-(o)
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
  RETURN count(x) AS nodes, sum(ties) AS ties
}
RETURN coalesce(sum(nodes), 0) AS nodes, coalesce(sum(ties), 0) AS ties

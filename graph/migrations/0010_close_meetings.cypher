// 0010_close_meetings: creates 0 constraints and indexes, drops 0.
// Why: a meeting on a protected household's case is closed with it, and a gap is for whom it rests on.

MATCH (p:Protection)-[:SEALS]->(:Case|Plan)<-[:DISCUSSED]-(m:Meeting)
WHERE p.endedOn IS NULL
WITH DISTINCT p, m
MERGE (p)-[:SEALS]->(m)
SET m.sealed = true
WITH DISTINCT m
MATCH (m)-[t:DISCUSSED|ATTENDED]-(o)
WHERE o:District OR o:Place OR o:Council
  OR (o:Agency AND NOT EXISTS { MATCH (o)-[:SERVES]->(:Municipality) })
  OR (o:Supporter AND (
    any(role IN o.roles WHERE role IN ['VOLUNTEER', 'COMMISSIONER', 'CSW', 'CSW_LEAD', 'NEIGHBOUR'])
    OR EXISTS { MATCH (o)-[:ACTIVE_IN]->(:District) }
    OR EXISTS { MATCH (o)-[:WORKS_FOR]->(:Council) }
    OR EXISTS { MATCH (o)-[:WORKS_FOR]->(a:Agency) WHERE NOT EXISTS { MATCH (a)-[:SERVES]->(:Municipality) } }))
SET t.sealed = true;

MATCH (gap:SupportGap)
UNWIND gap.evidence AS one
MATCH (on:Node {id: one})
WHERE on.legalBasis = 'SUPPORT_MEETING'
  OR EXISTS { MATCH (on)-[:CONCERNS]->(about:Case) WHERE about.legalBasis = 'SUPPORT_MEETING' }
SET gap.legalBasis = 'SUPPORT_MEETING';

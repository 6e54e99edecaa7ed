// A wife whose whereabouts are withheld, her husband, and agencies that work with one or both.
CREATE (city:Municipality {id: 'told city', code: 'told'})
CREATE (area:Area {id: 'told area', code: 'told'})
CREATE (district:District {id: 'told district', code: 'told', name: '循誘'})
CREATE (district)-[:IN_AREA]->(area)
CREATE (district)-[:IN_MUNICIPALITY]->(city)
CREATE (debt:NeedCategory {id: 'told debt', code: 'TOLD_DEBT', name: '債務', nameEnglish: 'Debt'})
CREATE (home:Household {id: 'told home'})-[:IN_DISTRICT]->(district)
CREATE (wife:Resident {id: 'told wife', birthDate: date('1980-01-01'), protected: true})
CREATE (husband:Resident {id: 'told husband', birthDate: date('1978-01-01')})
CREATE (wife)-[:MEMBER_OF]->(home)
CREATE (husband)-[:MEMBER_OF]->(home)
CREATE (husband)-[:SPOUSE_OF]->(wife)
CREATE (hers:Need {id: 'told her need', severity: 3, openedOn: date('2021-05-01')})
CREATE (hers)-[:CONCERNS]->(wife)
CREATE (hers)-[:IN_CATEGORY]->(debt)
CREATE (his:Need {id: 'told his need', severity: 1, openedOn: date('2021-05-02')})
CREATE (his)-[:CONCERNS]->(husband)
CREATE (his)-[:IN_CATEGORY]->(debt)
FOREACH (name IN ['told free', 'told his', 'told both', 'told asked', 'told handbook', 'told past'] |
  CREATE (a:Agency {id: name, name: name, kind: 'FIRM', sector: 'FINANCE', welfare: false,
    insideCityHall: false, synthetic: true, handbookRequired: name = 'told handbook'})
  CREATE (a)-[:SERVES]->(city)
  CREATE (a)-[:HANDLES]->(debt)
)
WITH wife, husband, his
MATCH (a:Agency)
WHERE a.id STARTS WITH 'told '
FOREACH (_ IN CASE WHEN a.id IN ['told his', 'told both'] THEN [1] ELSE [] END |
  CREATE (a)-[:SUPPORTS {since: date('2021-01-01')}]->(husband)
)
FOREACH (_ IN CASE WHEN a.id = 'told past' THEN [1] ELSE [] END |
  CREATE (a)-[:SUPPORTS {since: date('2020-01-01'), until: date('2021-01-01')}]->(husband)
)
FOREACH (_ IN CASE WHEN a.id = 'told both' THEN [1] ELSE [] END |
  CREATE (a)-[:SUPPORTS {since: date('2021-01-01')}]->(wife)
)
FOREACH (_ IN CASE WHEN a.id = 'told asked' THEN [1] ELSE [] END |
  CREATE (r:Referral {id: 'told referral', state: 'IN_PROGRESS', requestedOn: date('2021-06-01'),
    answeredOn: date('2021-06-04')})
  CREATE (r)-[:REFERRED_FOR]->(his)
  CREATE (r)-[:REFERRED_TO]->(a)
)

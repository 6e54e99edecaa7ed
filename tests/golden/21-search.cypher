// search
// {"given": {"query": "searchText:(\"さとう\")", "everywhere": "searchText:(\"さとう\")", "words": [["さとう", "し"]], "alike": [["さとう", "し"]], "whole": "ヿさとうしゟ", "start": "ヿさとうし", "contacts": null, "wholes": null, "starts": null, "kinds": ["Resident", "Supporter"], "first": 4}}
CALL () {
  WITH 1 AS asked
  WHERE 'District' IN $given.kinds
  CALL db.index.fulltext.queryNodes('district_search', $given.query)
  YIELD node AS n
  WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike
  WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
  MATCH (n:District)
  RETURN n, CASE WHEN text CONTAINS $given.whole THEN 0 WHEN text CONTAINS $given.start THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) THEN 2 ELSE 3 END AS rank, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Place' IN $given.kinds
  CALL db.index.fulltext.queryNodes('place_search', $given.everywhere)
  YIELD node AS n
  WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike, CASE WHEN $given.contacts IS NOT NULL THEN [n.addressText] ELSE [] END AS told
  WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
  MATCH (n:Place)
  RETURN n, CASE WHEN text CONTAINS $given.whole OR any(each IN told WHERE each IN $given.wholes) THEN 0 WHEN text CONTAINS $given.start OR any(each IN told WHERE any(start IN $given.starts WHERE each STARTS WITH start)) THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) THEN 2 ELSE 3 END AS rank, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Council' IN $given.kinds
  CALL db.index.fulltext.queryNodes('council_search', $given.everywhere)
  YIELD node AS n
  WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike, CASE WHEN $given.contacts IS NOT NULL THEN [n.phoneText] ELSE [] END AS told
  WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
  MATCH (n:Council)
  RETURN n, CASE WHEN text CONTAINS $given.whole OR any(each IN told WHERE each IN $given.wholes) THEN 0 WHEN text CONTAINS $given.start OR any(each IN told WHERE any(start IN $given.starts WHERE each STARTS WITH start)) THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) THEN 2 ELSE 3 END AS rank, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Household' IN $given.kinds
    AND $given.contacts IS NOT NULL
  CALL db.index.fulltext.queryNodes('household_search', $given.everywhere)
  YIELD node AS n
  WITH n, CASE WHEN $given.contacts IS NOT NULL THEN [n.addressText, n.postalCodeText, n.phoneText] ELSE [] END AS told
  WHERE all(word IN $given.contacts WHERE any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way)))
  MATCH (n:Household)
  RETURN n, CASE WHEN any(each IN told WHERE each IN $given.wholes) THEN 0 WHEN any(each IN told WHERE any(start IN $given.starts WHERE each STARTS WITH start)) THEN 1 WHEN all(word IN $given.contacts WHERE any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) THEN 2 ELSE 3 END AS rank, null AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Resident' IN $given.kinds
  CALL db.index.fulltext.queryNodes('resident_search', $given.everywhere)
  YIELD node AS n
  WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike, CASE WHEN $given.contacts IS NOT NULL THEN [n.phoneText] ELSE [] END AS told
  WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
  MATCH (n:Resident)
  RETURN n, CASE WHEN text CONTAINS $given.whole OR any(each IN told WHERE each IN $given.wholes) THEN 0 WHEN text CONTAINS $given.start OR any(each IN told WHERE any(start IN $given.starts WHERE each STARTS WITH start)) THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) THEN 2 ELSE 3 END AS rank, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Supporter' IN $given.kinds
  CALL db.index.fulltext.queryNodes('supporter_search', $given.everywhere)
  YIELD node AS n
  WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike, CASE WHEN $given.contacts IS NOT NULL THEN [n.phoneText] ELSE [] END AS told
  WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
  MATCH (n:Supporter)
  RETURN n, CASE WHEN text CONTAINS $given.whole OR any(each IN told WHERE each IN $given.wholes) THEN 0 WHEN text CONTAINS $given.start OR any(each IN told WHERE any(start IN $given.starts WHERE each STARTS WITH start)) THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) THEN 2 ELSE 3 END AS rank, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Agency' IN $given.kinds
  CALL db.index.fulltext.queryNodes('agency_search', $given.everywhere)
  YIELD node AS n
  WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike, CASE WHEN $given.contacts IS NOT NULL THEN [n.addressText, n.phoneText] ELSE [] END AS told
  WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
  MATCH (n:Agency)
  RETURN n, CASE WHEN text CONTAINS $given.whole OR any(each IN told WHERE each IN $given.wholes) THEN 0 WHEN text CONTAINS $given.start OR any(each IN told WHERE any(start IN $given.starts WHERE each STARTS WITH start)) THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) THEN 2 ELSE 3 END AS rank, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Service' IN $given.kinds
  CALL db.index.fulltext.queryNodes('service_search', $given.query)
  YIELD node AS n
  WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike
  WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
  MATCH (n:Service)
  RETURN n, CASE WHEN text CONTAINS $given.whole THEN 0 WHEN text CONTAINS $given.start THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) THEN 2 ELSE 3 END AS rank, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'NeedCategory' IN $given.kinds
  CALL db.index.fulltext.queryNodes('need_category_search', $given.query)
  YIELD node AS n
  WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike
  WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
  MATCH (n:NeedCategory)
  RETURN n, CASE WHEN text CONTAINS $given.whole THEN 0 WHEN text CONTAINS $given.start THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) THEN 2 ELSE 3 END AS rank, null AS reading
}
WITH n, rank AS rank, reading AS reading
WITH n, rank, reading
ORDER BY rank, (reading IS NULL), reading, n.id
LIMIT $given.first
CALL (n) {
  MATCH (n:District|Place|Council|Agency|Service)
  RETURN [0, [head([label IN labels(n) WHERE label <> 'Node']), n.name, n.kana]] AS found1
  UNION ALL
  MATCH (n:Household|NeedCategory)
  RETURN [1, [head([label IN labels(n) WHERE label <> 'Node'])]] AS found1
  UNION ALL
  MATCH (n:Resident|Supporter)
  RETURN [2, [head([label IN labels(n) WHERE label <> 'Node']), n.name, n.kana]] AS found1
}
WITH collect([rank, (reading IS NULL), reading, n.id, ['EXACT', 'PREFIX', 'PART', 'VARIANT'][rank], found1]) AS rows
CALL () {
  CALL () {
    WITH 1 AS asked
    WHERE 'District' IN $given.kinds
    CALL db.index.fulltext.queryNodes('district_search', $given.query)
    YIELD node AS n
    WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike
    WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
    MATCH (n:District)
    RETURN n, CASE WHEN text CONTAINS $given.whole THEN 0 WHEN text CONTAINS $given.start THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) THEN 2 ELSE 3 END AS rank, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Place' IN $given.kinds
    CALL db.index.fulltext.queryNodes('place_search', $given.everywhere)
    YIELD node AS n
    WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike, CASE WHEN $given.contacts IS NOT NULL THEN [n.addressText] ELSE [] END AS told
    WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
    MATCH (n:Place)
    RETURN n, CASE WHEN text CONTAINS $given.whole OR any(each IN told WHERE each IN $given.wholes) THEN 0 WHEN text CONTAINS $given.start OR any(each IN told WHERE any(start IN $given.starts WHERE each STARTS WITH start)) THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) THEN 2 ELSE 3 END AS rank, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Council' IN $given.kinds
    CALL db.index.fulltext.queryNodes('council_search', $given.everywhere)
    YIELD node AS n
    WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike, CASE WHEN $given.contacts IS NOT NULL THEN [n.phoneText] ELSE [] END AS told
    WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
    MATCH (n:Council)
    RETURN n, CASE WHEN text CONTAINS $given.whole OR any(each IN told WHERE each IN $given.wholes) THEN 0 WHEN text CONTAINS $given.start OR any(each IN told WHERE any(start IN $given.starts WHERE each STARTS WITH start)) THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) THEN 2 ELSE 3 END AS rank, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Household' IN $given.kinds
      AND $given.contacts IS NOT NULL
    CALL db.index.fulltext.queryNodes('household_search', $given.everywhere)
    YIELD node AS n
    WITH n, CASE WHEN $given.contacts IS NOT NULL THEN [n.addressText, n.postalCodeText, n.phoneText] ELSE [] END AS told
    WHERE all(word IN $given.contacts WHERE any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way)))
    MATCH (n:Household)
    RETURN n, CASE WHEN any(each IN told WHERE each IN $given.wholes) THEN 0 WHEN any(each IN told WHERE any(start IN $given.starts WHERE each STARTS WITH start)) THEN 1 WHEN all(word IN $given.contacts WHERE any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) THEN 2 ELSE 3 END AS rank, null AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Resident' IN $given.kinds
    CALL db.index.fulltext.queryNodes('resident_search', $given.everywhere)
    YIELD node AS n
    WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike, CASE WHEN $given.contacts IS NOT NULL THEN [n.phoneText] ELSE [] END AS told
    WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
    MATCH (n:Resident)
    RETURN n, CASE WHEN text CONTAINS $given.whole OR any(each IN told WHERE each IN $given.wholes) THEN 0 WHEN text CONTAINS $given.start OR any(each IN told WHERE any(start IN $given.starts WHERE each STARTS WITH start)) THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) THEN 2 ELSE 3 END AS rank, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Supporter' IN $given.kinds
    CALL db.index.fulltext.queryNodes('supporter_search', $given.everywhere)
    YIELD node AS n
    WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike, CASE WHEN $given.contacts IS NOT NULL THEN [n.phoneText] ELSE [] END AS told
    WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
    MATCH (n:Supporter)
    RETURN n, CASE WHEN text CONTAINS $given.whole OR any(each IN told WHERE each IN $given.wholes) THEN 0 WHEN text CONTAINS $given.start OR any(each IN told WHERE any(start IN $given.starts WHERE each STARTS WITH start)) THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) THEN 2 ELSE 3 END AS rank, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Agency' IN $given.kinds
    CALL db.index.fulltext.queryNodes('agency_search', $given.everywhere)
    YIELD node AS n
    WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike, CASE WHEN $given.contacts IS NOT NULL THEN [n.addressText, n.phoneText] ELSE [] END AS told
    WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
    MATCH (n:Agency)
    RETURN n, CASE WHEN text CONTAINS $given.whole OR any(each IN told WHERE each IN $given.wholes) THEN 0 WHEN text CONTAINS $given.start OR any(each IN told WHERE any(start IN $given.starts WHERE each STARTS WITH start)) THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR all(word IN $given.contacts WHERE alike CONTAINS word.name OR any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))) THEN 2 ELSE 3 END AS rank, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Service' IN $given.kinds
    CALL db.index.fulltext.queryNodes('service_search', $given.query)
    YIELD node AS n
    WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike
    WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
    MATCH (n:Service)
    RETURN n, CASE WHEN text CONTAINS $given.whole THEN 0 WHEN text CONTAINS $given.start THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) THEN 2 ELSE 3 END AS rank, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'NeedCategory' IN $given.kinds
    CALL db.index.fulltext.queryNodes('need_category_search', $given.query)
    YIELD node AS n
    WITH n, split(n.searchText, '゠')[0] AS text, split(n.searchText, '゠')[-1] AS alike
    WHERE any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE alike CONTAINS word))
    MATCH (n:NeedCategory)
    RETURN n, CASE WHEN text CONTAINS $given.whole THEN 0 WHEN text CONTAINS $given.start THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) THEN 2 ELSE 3 END AS rank, null AS reading
  }
  RETURN count(*) AS total
}
RETURN [rows, total] AS row

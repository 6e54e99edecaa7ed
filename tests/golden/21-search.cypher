// search
// {"given": {"query": "\"さとう\"", "words": [["さとう", "し"]], "alike": [["さとう", "し"]], "whole": "ヿさとうしゟ", "start": "ヿさとうし", "kinds": ["Resident", "Supporter"], "first": 4}}
CALL () {
  WITH 1 AS asked
  WHERE 'District' IN $given.kinds
  CALL db.index.fulltext.queryNodes('district_search', $given.query)
  YIELD node AS n
  MATCH (n:District)
  WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
  RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Place' IN $given.kinds
  CALL db.index.fulltext.queryNodes('place_search', $given.query)
  YIELD node AS n
  MATCH (n:Place)
  WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
  RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Council' IN $given.kinds
  CALL db.index.fulltext.queryNodes('council_search', $given.query)
  YIELD node AS n
  MATCH (n:Council)
  WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
  RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Resident' IN $given.kinds
  CALL db.index.fulltext.queryNodes('resident_search', $given.query)
  YIELD node AS n
  MATCH (n:Resident)
  WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
  RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Supporter' IN $given.kinds
  CALL db.index.fulltext.queryNodes('supporter_search', $given.query)
  YIELD node AS n
  MATCH (n:Supporter)
  WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
  RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Agency' IN $given.kinds
  CALL db.index.fulltext.queryNodes('agency_search', $given.query)
  YIELD node AS n
  MATCH (n:Agency)
  WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
  RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'Service' IN $given.kinds
  CALL db.index.fulltext.queryNodes('service_search', $given.query)
  YIELD node AS n
  MATCH (n:Service)
  WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
  RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
  UNION ALL
  WITH 1 AS asked
  WHERE 'NeedCategory' IN $given.kinds
  CALL db.index.fulltext.queryNodes('need_category_search', $given.query)
  YIELD node AS n
  MATCH (n:NeedCategory)
  WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
  RETURN n, split(n.searchText, '゠')[0] AS text, null AS reading
}
WITH n, CASE WHEN text CONTAINS $given.whole THEN 0 WHEN text CONTAINS $given.start THEN 1 WHEN any(way IN $given.words WHERE all(word IN way WHERE text CONTAINS word)) THEN 2 ELSE 3 END AS rank, reading AS reading
WITH n, rank, reading
ORDER BY rank, (reading IS NULL), reading, n.id
LIMIT $given.first
CALL (n) {
  MATCH (n:District|Place|Council|Agency|Service)
  RETURN [0, [head([label IN labels(n) WHERE label <> 'Node']), n.name, n.kana]] AS found1
  UNION ALL
  MATCH (n:Resident|Supporter)
  RETURN [1, [head([label IN labels(n) WHERE label <> 'Node']), n.name, n.kana]] AS found1
  UNION ALL
  MATCH (n:NeedCategory)
  RETURN [2, []] AS found1
}
WITH collect([rank, (reading IS NULL), reading, n.id, ['EXACT', 'PREFIX', 'PART', 'VARIANT'][rank], found1]) AS rows
CALL () {
  CALL () {
    WITH 1 AS asked
    WHERE 'District' IN $given.kinds
    CALL db.index.fulltext.queryNodes('district_search', $given.query)
    YIELD node AS n
    MATCH (n:District)
    WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
    RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Place' IN $given.kinds
    CALL db.index.fulltext.queryNodes('place_search', $given.query)
    YIELD node AS n
    MATCH (n:Place)
    WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
    RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Council' IN $given.kinds
    CALL db.index.fulltext.queryNodes('council_search', $given.query)
    YIELD node AS n
    MATCH (n:Council)
    WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
    RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Resident' IN $given.kinds
    CALL db.index.fulltext.queryNodes('resident_search', $given.query)
    YIELD node AS n
    MATCH (n:Resident)
    WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
    RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Supporter' IN $given.kinds
    CALL db.index.fulltext.queryNodes('supporter_search', $given.query)
    YIELD node AS n
    MATCH (n:Supporter)
    WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
    RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Agency' IN $given.kinds
    CALL db.index.fulltext.queryNodes('agency_search', $given.query)
    YIELD node AS n
    MATCH (n:Agency)
    WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
    RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'Service' IN $given.kinds
    CALL db.index.fulltext.queryNodes('service_search', $given.query)
    YIELD node AS n
    MATCH (n:Service)
    WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
    RETURN n, split(n.searchText, '゠')[0] AS text, n.kana AS reading
    UNION ALL
    WITH 1 AS asked
    WHERE 'NeedCategory' IN $given.kinds
    CALL db.index.fulltext.queryNodes('need_category_search', $given.query)
    YIELD node AS n
    MATCH (n:NeedCategory)
    WHERE any(way IN $given.words WHERE all(word IN way WHERE split(n.searchText, '゠')[0] CONTAINS word)) OR any(way IN $given.alike WHERE all(word IN way WHERE split(n.searchText, '゠')[-1] CONTAINS word))
    RETURN n, split(n.searchText, '゠')[0] AS text, null AS reading
  }
  RETURN count(*) AS total
}
RETURN [rows, total] AS row

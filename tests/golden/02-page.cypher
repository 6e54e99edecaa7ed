// Districts_page
// {"given": {"first": 4}}
MATCH (n:District)
WHERE n.code IS NOT NULL
WITH n
ORDER BY n.code, n.id
LIMIT $given.first
WITH collect([n.code, n.id, n.name]) AS rows
RETURN [rows] AS row

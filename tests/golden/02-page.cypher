// Districts_page
// {"first": 4}
MATCH (n:District)
WHERE n.code IS NOT NULL
WITH n
ORDER BY n.code, n.id
LIMIT $first
WITH collect([n.code, n.id, n.name]) AS rows
RETURN [rows] AS row

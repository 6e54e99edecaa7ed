// Districts_page
// {"first": 4, "after": "30", "after2": ""}
MATCH (n:District)
WHERE (n.code >= $after AND (n.code <> $after OR n.id > $after2))
WITH n
ORDER BY n.code, n.id
LIMIT $first
WITH collect([n.code, n.id, n.name]) AS rows
RETURN [rows] AS row

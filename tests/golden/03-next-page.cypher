// Districts_page
// {"given": {"first": 4, "after": "30", "after2": ""}}
MATCH (n:District)
WHERE n.code >= $given.after
  AND (n.code <> $given.after OR n.id > $given.after2)
WITH n
ORDER BY n.code, n.id
LIMIT $given.first
WITH collect([n.code, n.id, n.name]) AS rows
RETURN [rows] AS row

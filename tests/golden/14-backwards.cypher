// Districts_page
// {"given": {"first": 3, "before": "05", "before2": ""}}
MATCH (n:District)
WHERE n.code <= $given.before
  AND (n.code <> $given.before OR n.id < $given.before2)
WITH n
ORDER BY n.code DESC, n.id DESC
LIMIT $given.first
WITH collect([n.code, n.id, n.name]) AS rows
RETURN [rows] AS row

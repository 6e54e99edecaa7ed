// Districts_page
// {"first": 3, "before": "05", "before2": ""}
MATCH (n:District)
WHERE (n.code <= $before AND (n.code <> $before OR n.id < $before2))
WITH n
ORDER BY n.code DESC, n.id DESC
LIMIT $first
WITH collect([n.code, n.id, n.name]) AS rows
RETURN [rows] AS row

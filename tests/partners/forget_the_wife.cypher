// Take the told household and everything around it away again.
MATCH (n)
WHERE n.id STARTS WITH 'told '
DETACH DELETE n

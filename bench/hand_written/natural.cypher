// The natural questions of `bench/natural.py` as one would write them knowing where there are few.
// Parameters: $today, the day ties are in force on; $name, a district's name.

// # residents of a district
MATCH (d:District {name: $name})<-[l:IN_DISTRICT]-(h:Household)
WHERE (l.since IS NULL OR l.since <= $today) AND (l.until IS NULL OR l.until > $today)
MATCH (h)<-[m:MEMBER_OF]-(n:Resident)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
WITH DISTINCT n
WITH collect(n) AS every
CALL (every) { UNWIND every AS n WITH n ORDER BY n.id LIMIT 11 RETURN collect(n.id) AS rows }
RETURN rows, size(every) AS total

// # residents, the eldest
MATCH (n:Resident)
WHERE n.birthDate IS NOT NULL
RETURN n.id AS id
ORDER BY n.birthDate, n.id
LIMIT 11

// # residents, most care
MATCH (n:Resident)
WHERE n.careLevel IS NOT NULL
WITH n, {SUPPORT_1: 0, SUPPORT_2: 1, CARE_1: 2, CARE_2: 3, CARE_3: 4, CARE_4: 5, CARE_5: 6}[n.careLevel] AS level
RETURN n.id AS id
ORDER BY level DESC, id DESC
LIMIT 11

// # residents, most carers
MATCH (n:Resident)<-[t:CARES_FOR]-()
WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
WITH n, count(*) AS carers
RETURN n.id AS id
ORDER BY carers DESC, id DESC
LIMIT 11

// # residents, most needs
MATCH (n:Resident)<-[t:CONCERNS]-(:Need)
WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
WITH n, count(*) AS needs
RETURN n.id AS id
ORDER BY needs DESC, id DESC
LIMIT 11

// # residents, by address
MATCH (h:Household)
WITH h, h.address AS address
ORDER BY address
MATCH (n:Resident)-[t:MEMBER_OF]->(h)
WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
WITH n, address
RETURN n.id AS id
ORDER BY address, n.id
LIMIT 11

// # households, most members
MATCH (n:Household)<-[t:MEMBER_OF]-()
WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
WITH n, count(*) AS members
RETURN n.id AS id
ORDER BY members DESC, id DESC
LIMIT 11

// # residents by fiscal year
MATCH (n:Resident)
WITH n.birthDate AS day
WITH day.year - CASE WHEN day.month < 4 THEN 1 ELSE 0 END AS year, count(*) AS residents
RETURN year, residents
ORDER BY residents DESC, year
LIMIT 20

// # districts, their counts
MATCH (d:District)
RETURN d.id AS id,
  COUNT { MATCH (d)<-[t:IN_DISTRICT]-(:Household)
    WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today) } AS households,
  COUNT { MATCH (d)<-[t:ACTIVE_IN]-(:Supporter)
    WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today) } AS supporters

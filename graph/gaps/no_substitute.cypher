// Which care roles have one carer alone, and no service that could stand in?
// Parameters: $households (ids), $today (date).
// Columns: one row per resident cared for; since (ISO date), evidence (ids: the carers), facts (how many roles, names in Japanese, names in English).
// Cannot see: who would step in for a while; how far a service reaches beyond its hours.
UNWIND $households AS id
MATCH (home:Household {id: id})<-[m:MEMBER_OF]-(who:Resident)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  AND (who.deathDate IS NULL OR who.deathDate > $today)
MATCH (who)<-[t:CARES_FOR]-(carer:Resident)
WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
  AND (carer.deathDate IS NULL OR carer.deathDate > $today)
UNWIND t.roles AS role
WITH home, who, role, carer, t
WHERE role <> 'EMOTIONAL'
WITH home, who, role, collect(DISTINCT carer.id) AS carers, min(t.since) AS since
WHERE size(carers) = 1
WITH
  home,
  who,
  role,
  carers[0] AS carer,
  since,
  CASE role
    WHEN 'MONEY' THEN []
    WHEN 'CHILDCARE' THEN ['NURSERY', 'CHILDCARE_AFTER_SCHOOL', 'SUPPORT_MAMA', 'FAMILY_HELPER']
    ELSE ['LONG_TERM_CARE_INSURANCE', 'DISABILITY_SERVICE', 'DAY_TEMPORARY_SUPPORT', 'FAMILY_HELPER']
  END AS substitutes
WHERE NOT EXISTS {
    MATCH (who)-[r:RECEIVES]->(service:Service)
    WHERE service.code IN substitutes
      AND r.state = 'RECEIVED'
      AND (r.since IS NULL OR r.since <= $today) AND (r.until IS NULL OR r.until > $today)
  }
  AND NOT EXISTS {
    MATCH (home)-[r:RECEIVES]->(service:Service)
    WHERE service.code IN substitutes
      AND r.state = 'RECEIVED'
      AND (r.since IS NULL OR r.since <= $today) AND (r.until IS NULL OR r.until > $today)
  }
WITH home, who, role, carer, since
ORDER BY role, carer
WITH home, who, collect(role) AS roles, collect(DISTINCT carer) AS carers, min(since) AS since
WITH
  home,
  who,
  roles,
  carers,
  since,
  {CHILDCARE: '育児', PERSONAL_CARE: '身体介護', HOUSEWORK: '家事援助', MONEY: '金銭管理', ESCORT: '通院介助', WATCHING: '見守り'} AS japanese,
  {CHILDCARE: 'childcare', PERSONAL_CARE: 'personal care', HOUSEWORK: 'housework', MONEY: 'money', ESCORT: 'escort', WATCHING: 'watching'} AS english
RETURN
  home.id AS household,
  who.id AS subject,
  toString(since) AS since,
  carers AS evidence,
  [
    toString(size(roles)),
    reduce(text = '', each IN [each IN roles | japanese[each]] | text + CASE text WHEN '' THEN '' ELSE '、' END + each),
    reduce(text = '', each IN [each IN roles | english[each]] | text + CASE text WHEN '' THEN '' ELSE ', ' END + each)
  ] AS facts

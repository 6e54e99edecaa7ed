// Which services found by the window system are residents entitled to, by handbook or care level, and not receiving?
// Parameters: $households (ids), $today (date).
// Columns: one row per resident with such services; since (ISO date), evidence (ids: services), facts (how many, names in Japanese).
// Cannot see: conditions written in words alone; income, so that a service with a limit never counts; services of another town.
CALL () {
  MATCH (service:Service)
  WHERE service.systemised
    AND size(coalesce(service.handbooksAccepted, [])) + size(coalesce(service.careLevelsAccepted, [])) > 0
    AND service.incomeLimit IS NULL
    AND (service.validFrom IS NULL OR service.validFrom <= $today)
    AND (service.validTo IS NULL OR service.validTo >= $today)
  WITH service
  ORDER BY service.code, service.id
  RETURN collect(service) AS services
}
UNWIND $households AS id
MATCH (home:Household {id: id})<-[m:MEMBER_OF]-(who:Resident)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  AND (who.deathDate IS NULL OR who.deathDate > $today)
  AND (who.careLevel IS NOT NULL OR size(coalesce(who.handbooks, [])) > 0)
WITH home, who, services, duration.between(who.birthDate, $today).years AS age
UNWIND services AS service
WITH home, who, service, age
WHERE (size(coalesce(service.handbooksAccepted, [])) = 0
    OR any(each IN who.handbooks WHERE each IN service.handbooksAccepted))
  AND (size(coalesce(service.careLevelsAccepted, [])) = 0 OR who.careLevel IN service.careLevelsAccepted)
  AND (size(coalesce(service.taxClassesAccepted, [])) = 0 OR home.taxClass IN service.taxClassesAccepted)
  AND (service.minimumAge IS NULL OR age >= service.minimumAge)
  AND (service.maximumAge IS NULL OR age <= service.maximumAge)
  AND NOT EXISTS {
    MATCH (who)-[t:RECEIVES]->(received:Service)
    WHERE received.code = service.code
      AND (t.state = 'REFUSED' OR ((t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)))
  }
  AND NOT EXISTS {
    MATCH (home)-[t:RECEIVES]->(received:Service)
    WHERE received.code = service.code
      AND (t.state = 'REFUSED' OR ((t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)))
  }
WITH home, who, collect(service.id) AS missed, collect(service.name) AS names
RETURN
  home.id AS household,
  who.id AS subject,
  null AS since,
  missed AS evidence,
  [
    toString(size(missed)),
    reduce(text = '', each IN names | text + CASE text WHEN '' THEN '' ELSE '、' END + each)
  ] AS facts

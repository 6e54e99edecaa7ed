// How many are counted in each cell of a table, and of how many households?
// Parameters: $table (one of StatisticsTable), $cut (date, the last day of a month), $year_from
// (date, the first day of the last complete fiscal year), $years_from (date, that of the first one).
// Columns: the codes of row and column, null for a total over all of them; how many; of how many
// households. A household under protection has no district here: its row is UNKNOWN.
// What is counted stands in one cell alone, the first by its codes, so that the table adds up.
// Cannot see: needs, consultations and gaps nobody has recorded; moves recorded late.
CALL () {
  WITH $table AS table
  WHERE table = 'OPEN_NEEDS'
  MATCH (n:Need)
  WHERE n.openedOn <= $cut AND (n.closedOn IS NULL OR n.closedOn > $cut)
  MATCH (n)-[:CONCERNS]->(whose)
  OPTIONAL MATCH (n)-[:IN_CATEGORY]->(:NeedCategory)-[:IN_FIELD]->(f:Field)
  RETURN n AS what, n.openedOn AS day, whose, min(f.code) AS code
  UNION ALL
  WITH $table AS table
  WHERE table = 'NEEDS_NAMED'
  MATCH (n:Need)
  WHERE n.openedOn >= $year_from AND n.openedOn < $year_from + duration('P1Y')
  MATCH (n)-[:CONCERNS]->(whose)
  OPTIONAL MATCH (n)-[:IN_CATEGORY]->(:NeedCategory)-[:IN_FIELD]->(f:Field)
  RETURN n AS what, n.openedOn AS day, whose, min(f.code) AS code
  UNION ALL
  WITH $table AS table
  WHERE table = 'RESIDENTS_IN_NEED'
  MATCH (n:Need)
  WHERE n.openedOn <= $cut AND (n.closedOn IS NULL OR n.closedOn > $cut)
  MATCH (n)-[:CONCERNS]->(whose:Resident)
  WHERE whose.deathDate IS NULL OR whose.deathDate > $cut
  WITH DISTINCT whose
  WITH whose, duration.between(whose.birthDate, $cut).years / 10 AS decade
  RETURN
    whose AS what,
    $cut AS day,
    whose,
    CASE WHEN decade >= 9 THEN 'FROM_90' ELSE 'FROM_' + toString(decade * 10) END AS code
  UNION ALL
  WITH $table AS table
  WHERE table = 'SUPPORT_GAPS'
  MATCH (g:SupportGap)
  WHERE g.foundOn <= $cut AND (g.endedOn IS NULL OR g.endedOn > $cut)
    AND NOT (g.state = 'DISMISSED' AND g.changedOn <= $cut)
  MATCH (g)-[:CONCERNS]->(whose:Household)
  RETURN g AS what, g.foundOn AS day, whose, g.rule AS code
  UNION ALL
  WITH $table AS table
  WHERE table = 'CONSULTATIONS'
  MATCH (c:Consultation)
  WHERE c.heldOn >= $years_from AND c.heldOn < $year_from + duration('P1Y')
  MATCH (c)-[:CONCERNS]->(whose)
  RETURN c AS what, c.heldOn AS day, whose, c.channel AS code
  UNION ALL
  WITH $table AS table
  WHERE table = 'REFERRALS'
  MATCH (r:Referral)
  WHERE r.requestedOn >= $years_from AND r.requestedOn < $year_from + duration('P1Y')
    AND r.state <> 'ENTERED_IN_ERROR'
  MATCH (r)-[:REFERRED_FOR]->(:Need)-[:CONCERNS]->(whose)
  WITH r, whose, r.requestedOn - duration({months: (r.requestedOn.month + 8) % 12}) AS april
  WITH r, whose, date({year: april.year + 1, month: 3, day: 31}) AS end
  RETURN
    r AS what,
    r.requestedOn AS day,
    whose,
    CASE
      WHEN r.closedOn <= end THEN coalesce(r.outcome, CASE
        WHEN r.declineReason IS NULL THEN 'ENDED' ELSE 'DECLINED' END)
      WHEN r.answeredOn <= end THEN
        CASE WHEN r.declineReason IS NULL THEN 'ACCEPTED' ELSE 'DECLINED' END
      ELSE 'UNANSWERED'
    END AS code
}
CALL (whose, day) {
  OPTIONAL MATCH (whose)-[m:MEMBER_OF]->(lived:Household)
  WHERE (m.since IS NULL OR m.since <= $cut) AND (m.until IS NULL OR m.until > $cut)
  WITH CASE WHEN whose:Household THEN whose ELSE lived END AS home
  OPTIONAL MATCH (home)-[:IN_DISTRICT]->(d:District)
  WHERE home.sealed IS NULL AND whose.sealed IS NULL
  RETURN home, d.code AS district
  ORDER BY home.id, district
  LIMIT 1
}
WITH
  what,
  coalesce(home, whose) AS household,
  coalesce(code, 'UNKNOWN') AS column_code,
  CASE $table
    WHEN 'NEEDS_NAMED' THEN substring(toString(day), 0, 7)
    WHEN 'CONSULTATIONS', 'REFERRALS'
      THEN toString(day.year - CASE WHEN day.month < 4 THEN 1 ELSE 0 END)
    ELSE coalesce(district, 'UNKNOWN')
  END AS row_code
ORDER BY row_code, column_code, household.id
WITH what, collect([row_code, column_code, household])[0] AS fact
UNWIND [[fact[0], fact[1]], [fact[0], null], [null, fact[1]], [null, null]] AS place
RETURN
  place[0] AS row_code,
  place[1] AS column_code,
  count(*) AS counted,
  count(DISTINCT fact[2]) AS households
ORDER BY row_code, column_code

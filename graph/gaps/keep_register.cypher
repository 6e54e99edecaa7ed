// Brings the register in line with the gaps found. It follows the conditions of all rules, which
// give: rule, household, subject, since, evidence, facts.
// Parameters: $asked, of households (ids), today (date) and rules (by code: words, severity, places
// of facts).
// Columns: one row per rule that has anything to tell: found, new, ended.
// What rests on something that was shared for support meetings alone is itself for them alone.
WITH *, CASE WHEN EXISTS {
  MATCH (on:Node)
  WHERE on.id IN evidence AND on.legalBasis = 'SUPPORT_MEETING'
} OR EXISTS {
  MATCH (on:Node)-[:CONCERNS]->(about:Case)
  WHERE on.id IN evidence AND about.legalBasis = 'SUPPORT_MEETING'
} THEN 'SUPPORT_MEETING' END AS basis
WITH collect({
  rule: rule,
  key: rule + ' ' + household + ' ' + subject,
  household: household,
  subject: subject,
  since: date(since),
  evidence: evidence,
  basis: basis,
  sentence: reduce(text = $asked.rules[rule].ja, at IN range(0, size(facts) - 1) |
    replace(text, $asked.rules[rule].places[at], facts[at])),
  sentence_english: reduce(text = $asked.rules[rule].en, at IN range(0, size(facts) - 1) |
    replace(text, $asked.rules[rule].places[at], facts[at]))
}) AS found
// A dismissed gap that rests on something new gives way to a new one.
CALL (found) {
  UNWIND found AS each
  MATCH (gap:SupportGap {standingKey: each.key})
  WHERE gap.state = 'DISMISSED' AND any(one IN each.evidence WHERE NOT one IN gap.evidence)
  SET gap.standingKey = null, gap.endedOn = $asked.today
  RETURN count(*) AS gave_way
}
// What is found and not in the register is entered; the rest of what is found is brought up to date.
CALL (found) {
  UNWIND found AS each
  OPTIONAL MATCH (known:SupportGap {standingKey: each.key})
  WITH each, known
  WHERE known IS NULL
  MATCH (home:Household {id: each.household})
  WITH each, home, left(toUpper(replace(randomUUID(), '-', '')), 26) AS fresh
  MERGE (gap:SupportGap {standingKey: each.key})
  SET
    gap:Node,
    gap.id = fresh,
    gap.rule = each.rule,
    gap.severity = $asked.rules[each.rule].severity,
    gap.state = 'FOUND',
    gap.open = true,
    gap.rank = '0 ' + toString(9 - $asked.rules[each.rule].severity) + ' ' + toString($asked.today) + ' ' + fresh,
    gap.foundOn = $asked.today,
    gap.changedOn = $asked.today,
    gap.since = each.since,
    gap.sentence = each.sentence,
    gap.sentenceEnglish = each.sentence_english,
    gap.evidence = each.evidence,
    gap.legalBasis = each.basis
  MERGE (rule:GapRule {code: each.rule})
    ON CREATE SET rule:Node, rule += $asked.rules[each.rule].declared
  CREATE (gap)-[:FOUND_BY]->(rule)
  CREATE (gap)-[:CONCERNS]->(home)
  WITH each, gap, home
  CALL (each, gap) {
    MATCH (who:Resident {id: each.subject})
    CREATE (gap)-[:CONCERNS]->(who)
  }
  CALL (home, gap) {
    MATCH (home)-[in:IN_DISTRICT]->(district:District)
    WHERE (in.since IS NULL OR in.since <= $asked.today) AND (in.until IS NULL OR in.until > $asked.today)
    CREATE (gap)-[:IN_DISTRICT]->(district)
  }
  RETURN collect(each.rule) AS new
}
CALL (found) {
  UNWIND found AS each
  MATCH (gap:SupportGap {standingKey: each.key})
  WHERE gap.open
    AND (gap.sentence <> each.sentence OR gap.evidence <> each.evidence
      OR coalesce(gap.since <> each.since, (gap.since IS NULL) <> (each.since IS NULL))
      OR (gap.legalBasis IS NULL) <> (each.basis IS NULL))
  SET
    gap.since = each.since,
    gap.sentence = each.sentence,
    gap.sentenceEnglish = each.sentence_english,
    gap.evidence = each.evidence,
    gap.legalBasis = each.basis
  RETURN count(*) AS brought_up_to_date
}
// What stands in the register and is not found is over; one that was dismissed stays dismissed.
CALL (found) {
  WITH [each IN found | each.key] AS keys
  UNWIND $asked.households AS id
  MATCH (:Household {id: id})<-[:CONCERNS]-(gap)
  // Not `gap:SupportGap`: planned while the register is empty, each household would be sought from all gaps.
  WHERE 'SupportGap' IN labels(gap)
    AND gap.standingKey IS NOT NULL AND gap.rule IN keys($asked.rules) AND NOT gap.standingKey IN keys
  SET
    gap.standingKey = null,
    gap.endedOn = $asked.today,
    gap.changedOn = CASE WHEN gap.open THEN $asked.today ELSE gap.changedOn END,
    gap.state = CASE WHEN gap.open THEN 'RESOLVED' ELSE gap.state END,
    gap.rank = '1' + substring(gap.rank, 1),
    gap.open = false
  RETURN collect(gap.rule) AS ended
}
UNWIND keys($asked.rules) AS rule
WITH
  rule,
  size([each IN found WHERE each.rule = rule]) AS found_now,
  size([each IN new WHERE each = rule]) AS new_now,
  size([each IN ended WHERE each = rule]) AS ended_now
WHERE found_now + ended_now > 0
RETURN rule AS rule, found_now AS found, new_now AS new, ended_now AS ended
ORDER BY rule

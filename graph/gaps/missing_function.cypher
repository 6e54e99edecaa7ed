// Which functions of support does nobody give to residents who have needs?
// Parameters: $households (ids), $today (date).
// Columns: one row per resident; since (ISO date), evidence (ids: needs), facts (how many functions, names in Japanese, names in English).
// Cannot see: support that nobody wrote down, above all within families.
UNWIND $households AS id
MATCH (home:Household {id: id})<-[m:MEMBER_OF]-(who:Resident)<-[c:CONCERNS]-(need:Need)
WHERE (m.since IS NULL OR m.since <= $today) AND (m.until IS NULL OR m.until > $today)
  AND (who.deathDate IS NULL OR who.deathDate > $today)
  AND (c.since IS NULL OR c.since <= $today) AND (c.until IS NULL OR c.until > $today)
  AND (need.openedOn IS NULL OR need.openedOn <= $today)
  AND (need.closedOn IS NULL OR need.closedOn > $today)
WITH home, who, need
ORDER BY need.id
WITH home, who, collect(need.id) AS needs
CALL (home, who) {
  CALL (home, who) {
    MATCH (who)<-[t:SUPPORTS]-()
    WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
      AND coalesce(t.stressful, false) = false AND coalesce(t.direction, 'GIVES') <> 'TAKES'
    RETURN coalesce(t.functions, []) AS functions
    UNION ALL
    MATCH (home)<-[t:SUPPORTS]-()
    WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
      AND coalesce(t.stressful, false) = false AND coalesce(t.direction, 'GIVES') <> 'TAKES'
    RETURN coalesce(t.functions, []) AS functions
    UNION ALL
    MATCH (who)<-[t:CARES_FOR]-(:Resident)
    WHERE (t.since IS NULL OR t.since <= $today) AND (t.until IS NULL OR t.until > $today)
    RETURN
      CASE WHEN any(each IN t.roles WHERE each IN ['PERSONAL_CARE', 'HOUSEWORK', 'MONEY', 'ESCORT'])
        THEN ['INSTRUMENTAL'] ELSE [] END
      + CASE WHEN 'EMOTIONAL' IN t.roles THEN ['EMOTIONAL'] ELSE [] END AS functions
  }
  RETURN reduce(all_of = [], each IN collect(functions) | all_of + each) AS given
}
WITH
  home,
  who,
  needs,
  [each IN ['EMOTIONAL', 'INSTRUMENTAL', 'INFORMATIONAL', 'COMPANIONSHIP'] WHERE NOT each IN given] AS missing
WHERE size(missing) > 0
WITH
  home,
  who,
  needs,
  missing,
  {EMOTIONAL: '情緒的支援', INSTRUMENTAL: '道具的支援', INFORMATIONAL: '情報的支援', COMPANIONSHIP: '交流'} AS japanese,
  {EMOTIONAL: 'emotional', INSTRUMENTAL: 'instrumental', INFORMATIONAL: 'informational', COMPANIONSHIP: 'companionship'} AS english
RETURN
  home.id AS household,
  who.id AS subject,
  null AS since,
  needs AS evidence,
  [
    toString(size(missing)),
    reduce(text = '', each IN [each IN missing | japanese[each]] | text + CASE text WHEN '' THEN '' ELSE '、' END + each),
    reduce(text = '', each IN [each IN missing | english[each]] | text + CASE text WHEN '' THEN '' ELSE ', ' END + each)
  ] AS facts

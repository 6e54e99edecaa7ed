// Which of these households could a rule find anything in? Too many is harmless, too few is not.
// Parameters: $asked, of households (ids) and today (date).
// Columns: ids of the households where: anybody has ever had a need (or an LSNS-6 on record);
// anybody has ever cared or been cared for; anybody has a handbook or a care level; anybody is 65.
UNWIND $asked.households AS id
MATCH (home:Household {id: id})
OPTIONAL MATCH (home)<-[:MEMBER_OF]-(who:Resident)
WITH
  home,
  max(who.lsns6 IS NOT NULL OR EXISTS { (who)<-[:CONCERNS]-(:Need) }) AS needing,
  max(EXISTS { (who)-[:CARES_FOR]-() }) AS caring,
  max(who.careLevel IS NOT NULL OR size(who.handbooks) > 0) AS certified,
  min(who.birthDate) AS eldest
WITH
  home,
  coalesce(needing, false) OR EXISTS { (home)<-[:CONCERNS]-(:Need) } AS needing,
  coalesce(caring, false) AS caring,
  coalesce(certified, false) AS certified,
  coalesce(eldest <= $asked.today - duration({years: 64}), false) AS old
RETURN
  collect(CASE WHEN needing THEN home.id END) AS with_needs,
  collect(CASE WHEN caring THEN home.id END) AS with_care,
  collect(CASE WHEN certified THEN home.id END) AS with_certificates,
  collect(CASE WHEN old THEN home.id END) AS with_the_old

// Which rules find gaps, in words?
// Parameters: $rules (list of maps of a GapRule's properties).
// Columns: none.
UNWIND $rules AS each
MERGE (rule:GapRule {code: each.code})
SET rule:Node, rule += each

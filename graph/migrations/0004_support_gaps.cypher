// 0004_support_gaps: creates 8 constraints and indexes, drops 0.
// Why: The register of support gaps and the rules that find them.

CREATE CONSTRAINT gap_rule_id_unique IF NOT EXISTS
FOR (x:GapRule) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT gap_rule_code_unique IF NOT EXISTS
FOR (x:GapRule) REQUIRE x.code IS UNIQUE;

CREATE CONSTRAINT support_gap_id_unique IF NOT EXISTS
FOR (x:SupportGap) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT support_gap_rank_unique IF NOT EXISTS
FOR (x:SupportGap) REQUIRE x.rank IS UNIQUE;

CREATE CONSTRAINT support_gap_standing_key_unique IF NOT EXISTS
FOR (x:SupportGap) REQUIRE x.standingKey IS UNIQUE;

CREATE INDEX support_gap_rule_range IF NOT EXISTS
FOR (x:SupportGap) ON (x.rule);

CREATE INDEX support_gap_found_on_range IF NOT EXISTS
FOR (x:SupportGap) ON (x.foundOn);

CREATE INDEX support_gap_ended_on_range IF NOT EXISTS
FOR (x:SupportGap) ON (x.endedOn);

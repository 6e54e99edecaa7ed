// 0008_glass_breakings: creates 3 constraints and indexes, drops 0.
// Why: Administrators' emergency access: who, why, until when.

CREATE CONSTRAINT glass_breaking_reference_unique IF NOT EXISTS
FOR (x:GlassBreaking) REQUIRE x.reference IS UNIQUE;

CREATE CONSTRAINT glass_breaking_standing_unique IF NOT EXISTS
FOR (x:GlassBreaking) REQUIRE x.standing IS UNIQUE;

CREATE INDEX glass_breaking_opened_at_range IF NOT EXISTS
FOR (x:GlassBreaking) ON (x.openedAt);

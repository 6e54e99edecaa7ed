// 0009_long_lists: creates 3 constraints and indexes, drops 0.
// Why: lists of residents are sorted by care level, and the register of gaps by severity and by day.

CREATE INDEX resident_care_level_range IF NOT EXISTS
FOR (x:Resident) ON (x.careLevel);

CREATE INDEX support_gap_severity_id_range IF NOT EXISTS
FOR (x:SupportGap) ON (x.severity, x.id);

CREATE INDEX support_gap_since_id_range IF NOT EXISTS
FOR (x:SupportGap) ON (x.since, x.id);

// 0002_outbox: creates 3 constraints and indexes, drops 0.
// Why: changes are told to whoever follows them, in one order.

CREATE CONSTRAINT event_sequence_unique IF NOT EXISTS
FOR (x:Event) REQUIRE x.sequence IS UNIQUE;

CREATE CONSTRAINT change_key_unique IF NOT EXISTS
FOR (x:Change) REQUIRE x.key IS UNIQUE;

CREATE CONSTRAINT sequence_name_unique IF NOT EXISTS
FOR (x:Sequence) REQUIRE x.name IS UNIQUE;

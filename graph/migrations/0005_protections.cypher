// 0005_protections: creates 2 constraints and indexes, drops 0.
// Why: Whereabouts withheld, and to whom they were opened.

CREATE CONSTRAINT protection_reference_unique IF NOT EXISTS
FOR (x:Protection) REQUIRE x.reference IS UNIQUE;

CREATE CONSTRAINT location_permission_reference_unique IF NOT EXISTS
FOR (x:LocationPermission) REQUIRE x.reference IS UNIQUE;

// Records that a migration stands. A record that is already there is left as it is.
// Parameters: $version, $name, $checksum (sha256 of the file), $program (version that applied it).
// Columns: none.
MERGE (m:_Migration {version: $version})
ON CREATE SET
  m.name = $name,
  m.checksum = $checksum,
  m.program = $program,
  m.appliedAt = datetime()

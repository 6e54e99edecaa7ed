// Which migrations does the database say it has?
// Columns: version, name, checksum (sha256 of the file), program (version that applied it);
// one row per migration, by version.
// Cannot see: a migration that was broken off, and schema entries changed by hand.
MATCH (m:_Migration)
RETURN m.version AS version, m.name AS name, m.checksum AS checksum, m.program AS program
ORDER BY version

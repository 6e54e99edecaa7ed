// After which migration were the rows drawn that came before any migration was carried out?
// Columns: version; one row, 0 when rows came after the migrations or there are none.
MATCH (load:_Load)
RETURN coalesce(max(load.asOfMigration), 0) AS version

// An administrator opens what they are not shown otherwise, until $ends_at.
// Parameters: $account and $person (who; the person is the id of their Supporter, or null), $reason (text),
// $reference (new), $at and $ends_at (ISO times, UTC).
// Columns: one row with the reference of the opening that stands for the account, a new one or the one there was.
// Two at once of one account wait for each other at the constraint on `standing`.
MERGE (glass:GlassBreaking {standing: $account})
  ON CREATE SET
    glass.reference = $reference,
    glass.account = $account,
    glass.person = $person,
    glass.reason = $reason,
    glass.openedAt = datetime($at),
    glass.endsAt = datetime($ends_at)
RETURN glass.reference AS reference

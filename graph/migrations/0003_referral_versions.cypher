// 0003_referral_versions: gives every hand-over the number of its steps as its version.
// Why: a change of a hand-over names the version it rests on, so that no other is overwritten.

MATCH (r:Referral)
WHERE r.version IS NULL
SET r.version = COUNT { (r)-[:PASSED]->(:ReferralEvent) };

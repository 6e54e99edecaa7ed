// nodes_by_ids
// {"given": {"ids": ["aaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbb"]}}
UNWIND range(0, size($given.ids) - 1) AS place
MATCH (n:Node)
WHERE n.id = $given.ids[place]
CALL (n) {
  MATCH (n:District)
  RETURN [0, [n.id, n.name]] AS found
  UNION ALL
  MATCH (n:Municipality|Area|Council|Supporter|Household|Agency|Service|Place|NeedCategory|Field|Need|Referral|ReferralEvent|Case|Plan|Meeting|Consultation|Proposal|Training|SupportGap|GapRule)
  RETURN [1, [head([label IN labels(n) WHERE label <> 'Node']), n.id]] AS found
  UNION ALL
  MATCH (n:Resident)
  RETURN [2, [n.id, n.kana]] AS found
}
RETURN collect([place, found[0], found[1]]) AS row

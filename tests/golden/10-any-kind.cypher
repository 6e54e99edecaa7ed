// nodes_by_ids
// {"ids": ["aaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbb"]}
UNWIND range(0, size($ids) - 1) AS place
WITH place, $ids[place] AS id
CALL (id) {
  MATCH (n1:Municipality)
  WHERE n1.id = id
  RETURN [0, [n1.id]] AS found
  UNION ALL
  MATCH (n2:Area)
  WHERE n2.id = id
  RETURN [1, [n2.id]] AS found
  UNION ALL
  MATCH (n3:District)
  WHERE n3.id = id
  RETURN [2, [n3.id, n3.name]] AS found
  UNION ALL
  MATCH (n4:Council)
  WHERE n4.id = id
  RETURN [3, [n4.id]] AS found
  UNION ALL
  MATCH (n5:Supporter)
  WHERE n5.id = id
  RETURN [4, [n5.id]] AS found
  UNION ALL
  MATCH (n6:Household)
  WHERE n6.id = id
  RETURN [5, [n6.id]] AS found
  UNION ALL
  MATCH (n7:Resident)
  WHERE n7.id = id
  RETURN [6, [n7.id, n7.kana]] AS found
  UNION ALL
  MATCH (n8:Agency)
  WHERE n8.id = id
  RETURN [7, [n8.id]] AS found
  UNION ALL
  MATCH (n9:Service)
  WHERE n9.id = id
  RETURN [8, [n9.id]] AS found
  UNION ALL
  MATCH (n10:Place)
  WHERE n10.id = id
  RETURN [9, [n10.id]] AS found
  UNION ALL
  MATCH (n11:NeedCategory)
  WHERE n11.id = id
  RETURN [10, [n11.id]] AS found
  UNION ALL
  MATCH (n12:Field)
  WHERE n12.id = id
  RETURN [11, [n12.id]] AS found
  UNION ALL
  MATCH (n13:Need)
  WHERE n13.id = id
  RETURN [12, [n13.id]] AS found
  UNION ALL
  MATCH (n14:Referral)
  WHERE n14.id = id
  RETURN [13, [n14.id]] AS found
  UNION ALL
  MATCH (n15:ReferralEvent)
  WHERE n15.id = id
  RETURN [14, [n15.id]] AS found
  UNION ALL
  MATCH (n16:Case)
  WHERE n16.id = id
  RETURN [15, [n16.id]] AS found
  UNION ALL
  MATCH (n17:Plan)
  WHERE n17.id = id
  RETURN [16, [n17.id]] AS found
  UNION ALL
  MATCH (n18:Meeting)
  WHERE n18.id = id
  RETURN [17, [n18.id]] AS found
  UNION ALL
  MATCH (n19:Consultation)
  WHERE n19.id = id
  RETURN [18, [n19.id]] AS found
  UNION ALL
  MATCH (n20:Proposal)
  WHERE n20.id = id
  RETURN [19, [n20.id]] AS found
  UNION ALL
  MATCH (n21:Training)
  WHERE n21.id = id
  RETURN [20, [n21.id]] AS found
}
RETURN collect([place, found[0], found[1]]) AS row

// Are the source's two sample households there, with their members and what they receive?
// Parameters: $code (municipality).
// Columns: texts and lists of them, members by age; one row.
// Cannot see: members who have moved out.
MATCH (city:Municipality {code: $code})
CALL (city) {
  MATCH (h:Household)<-[:MEMBER_OF]-(head:Resident {name: '佐賀 太郎'})
  WHERE head.birthDate = date('1935-03-03')
  MATCH (h)<-[m:MEMBER_OF]-(r:Resident)
  WHERE m.until IS NULL
  WITH h, r
  ORDER BY r.birthDate
  RETURN
    h.address AS taro_address,
    h.postalCode AS taro_postal_code,
    h.taxClass AS taro_tax_class,
    collect(r.name + ' ' + toString(r.birthDate)) AS taro_members,
    collect(CASE WHEN r.protected THEN r.name END) AS taro_protected
}
CALL (city) {
  MATCH (h:Household)<-[:MEMBER_OF]-(head:Resident {name: '佐賀 一郎'})
  WHERE head.birthDate = date('1934-03-05')
  MATCH (h)<-[m:MEMBER_OF]-(r:Resident)
  WHERE m.until IS NULL
  OPTIONAL MATCH (r)-[:RECEIVES {state: 'RECEIVED'}]->(s:Service)
  WITH h, r, s
  ORDER BY r.birthDate, s.name
  WITH h, r, collect(s.name) AS received
  ORDER BY r.birthDate
  RETURN
    collect(r.name + ' ' + toString(r.birthDate)) AS ichiro_members,
    collect(received) AS received_by_member
}
CALL (city) {
  MATCH (d:Agency)-[:RECORDED]->(p:Proposal)-[:CONCERNS]->(r:Resident)-[:MEMBER_OF]->(:Household)
  WHERE r.name STARTS WITH '佐賀 ' AND p.madeOn = date('2015-11-18')
  WITH d, r
  ORDER BY r.birthDate
  RETURN collect(d.name + ' ' + r.name) AS proposals
}
RETURN
  taro_address AS taro_address,
  taro_postal_code AS taro_postal_code,
  taro_tax_class AS taro_tax_class,
  taro_members AS taro_members,
  taro_protected AS taro_protected,
  ichiro_members AS ichiro_members,
  received_by_member AS received_by_member,
  proposals AS proposals

CALL () {
  MATCH (n1:Enterprise)
  WHERE n1.id IN $p0
  CALL (n1) {
    MATCH (n1)-[:DEVELOPS]->(n4)
    WITH DISTINCT n4
    RETURN [[count(n4.year), min(n4.year), max(n4.year), CASE count(n4.year) WHEN 0 THEN [null, null] ELSE [sum(n4.year / 4294967296), sum(n4.year % 4294967296)] END], [count(n4.id)]] AS s3
  }
  RETURN collect([n1.id, [[s3]]]) AS s2
}
CALL () {
  MATCH (n5:Enterprise)
  WHERE n5.id IN $p1
  CALL (n5) {
    MATCH (n5)-[:PARTNERS_WITH]-(n9)
    WITH DISTINCT n9
    RETURN [[count(n9.id), min(n9.id), max(n9.id)]] AS s8
  }
  RETURN collect([n5.id, [[COUNT { MATCH (n5)-[:PARTNERS_WITH]-(n7) }, s8]]]) AS s6
}
RETURN [s2, s6] AS answer

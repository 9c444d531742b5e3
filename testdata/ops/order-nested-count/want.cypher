CALL () {
  MATCH (n1:Enterprise)
  WHERE n1.id IN $p0
  CALL (n1) {
    MATCH (n1)-[r4:MASTERS]->(n4)
    WITH n4, r4, COUNT { MATCH (n4)<-[:USES]-(n5) } AS o6 ORDER BY o6 DESC, n4.id DESC, r4.key_key LIMIT $p1
    RETURN collect([n4.id, [COUNT { MATCH (n4)<-[:USES]-(n7) }]]) AS s3
  }
  RETURN collect([n1.id, [[s3]]]) AS s2
}
RETURN [s2] AS answer

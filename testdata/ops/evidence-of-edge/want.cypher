CALL () {
  MATCH (n1:Product)
  WHERE n1.id IN $p0
  CALL (n1) {
    MATCH (n1)-[r4:USES]->(n4)
    WITH n4, r4 ORDER BY n4.id, r4.key_key LIMIT $p1
    CALL (n4, r4) {
      MATCH (n6:Node)
      WHERE n6.id IN r4.sources
      WITH n6 ORDER BY n6.id LIMIT $p2
      RETURN collect([n6.id, n6.title]) AS s5
    }
    RETURN collect([r4.confidence, s5, n4.id]) AS s3
  }
  RETURN collect([n1.id, [[s3]]]) AS s2
}
RETURN [s2] AS answer

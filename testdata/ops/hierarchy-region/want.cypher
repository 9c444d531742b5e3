CALL () {
  MATCH (n2:Enterprise)
  WHERE EXISTS {
    MATCH (n2)-[:LOCATED_IN*1..]->(n3:Region)
    WITH DISTINCT n3
    WHERE n3.id = $p0
    RETURN n3
  } AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT 32
  WITH n2 LIMIT $p1
  RETURN collect([n2.id]) AS s1
}
RETURN [
  [
    s1,
    COUNT {
      MATCH (n4:Enterprise)
      WHERE EXISTS {
        MATCH (n4)-[:LOCATED_IN*1..]->(n5:Region)
        WITH DISTINCT n5
        WHERE n5.id = $p2
        RETURN n5
      }
    }
  ],
  [
    COUNT {
      MATCH (n6:Enterprise)
      WHERE EXISTS {
        MATCH (n6)-[:LOCATED_IN]->(n7)
        WHERE n7.id = $p3
      }
    }
  ]
] AS answer

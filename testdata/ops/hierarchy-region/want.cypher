RETURN [
  [
    COLLECT {
      MATCH (n1:Enterprise)
      WHERE EXISTS {
        MATCH (n1)-[:LOCATED_IN*1..]->(n2:Region)
        WITH DISTINCT n2
        WHERE n2.id = $p0
        RETURN n2
      } AND n1.id IS NOT NULL
      WITH n1 ORDER BY n1.id LIMIT $p1
      RETURN [n1.id] AS row
    },
    COUNT {
      MATCH (n3:Enterprise)
      WHERE EXISTS {
        MATCH (n3)-[:LOCATED_IN*1..]->(n4:Region)
        WITH DISTINCT n4
        WHERE n4.id = $p2
        RETURN n4
      }
    }
  ],
  [
    COUNT {
      MATCH (n5:Enterprise)
      WHERE EXISTS {
        MATCH (n5)-[:LOCATED_IN]->(n6)
        WHERE n6.id = $p3
      }
    }
  ]
] AS answer

RETURN [
  [
    COLLECT {
      MATCH (n1:Product)
      MATCH (n1)-[:USES]->(n2)
      WITH n2, count(DISTINCT n1) AS c3
      ORDER BY c3 DESC, n2.id LIMIT $p0
      RETURN [n2.id, c3, [n2.id, n2.name, n2.domain]] AS row
    }
  ]
] AS answer

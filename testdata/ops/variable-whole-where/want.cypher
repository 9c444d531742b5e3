RETURN [
  [
    COLLECT {
      MATCH (n1:Product)
      WHERE (n1.category_key = $p0 AND n1.year >= $p1) AND n1.id IS NOT NULL
      WITH n1 ORDER BY n1.id LIMIT $p2
      RETURN [n1.id, n1.year] AS row
    },
    COUNT {
      MATCH (n2:Product)
      WHERE (n2.category_key = $p3 AND n2.year >= $p4)
    }
  ]
] AS answer

RETURN [
  [
    COLLECT {
      MATCH (n1:Product)
      WHERE ((n1.category_key = $p0 AND NOT ((n1.model_key IS NULL OR n1.year IS NULL))) OR (n1.category_key = $p1 AND n1.year >= $p2)) AND n1.id IS NOT NULL
      WITH n1 ORDER BY n1.id LIMIT $p3
      RETURN [n1.id, n1.category, n1.model, n1.year] AS row
    },
    COUNT {
      MATCH (n2:Product)
      WHERE ((n2.category_key = $p4 AND NOT ((n2.model_key IS NULL OR n2.year IS NULL))) OR (n2.category_key = $p5 AND n2.year >= $p6))
    }
  ]
] AS answer

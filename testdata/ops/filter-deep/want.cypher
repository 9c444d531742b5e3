CALL () {
  MATCH (n2:Product)
  WHERE ((n2.category_key = $p0 AND (n2.model_key IS NOT NULL AND n2.year IS NOT NULL)) OR (n2.category_key = $p1 AND n2.year >= $p2)) AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT 32
  WITH n2 LIMIT $p3
  RETURN collect([n2.id, n2.category, n2.model, n2.year]) AS s1
}
RETURN [
  [
    s1,
    COUNT {
      MATCH (n3:Product)
      WHERE ((n3.category_key = $p4 AND (n3.model_key IS NOT NULL AND n3.year IS NOT NULL)) OR (n3.category_key = $p5 AND n3.year >= $p6))
    }
  ]
] AS answer

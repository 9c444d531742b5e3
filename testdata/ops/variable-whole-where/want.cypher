CALL () {
  MATCH (n2:Product)
  WHERE (n2.category_key = $p0 AND n2.year >= $p1) AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT 32
  WITH n2 LIMIT $p2
  RETURN collect([n2.id, n2.year]) AS s1
}
RETURN [
  [
    s1,
    COUNT {
      MATCH (n3:Product)
      WHERE (n3.category_key = $p3 AND n3.year >= $p4)
    }
  ]
] AS answer

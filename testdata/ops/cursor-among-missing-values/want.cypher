CALL () {
  MATCH (n2:Product)
  WHERE n2.year IS NULL AND n2.id > $p0 AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p1
  RETURN collect([n2.id, n2.year]) AS s1
}
RETURN [
  [
    s1,
    EXISTS {
      MATCH (n3:Product)
      WHERE (n3.year IS NOT NULL OR n3.id <= $p2)
    }
  ]
] AS answer

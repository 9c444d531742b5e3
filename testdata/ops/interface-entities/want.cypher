CALL () {
  MATCH (n2:Entity)
  WHERE n2.name_key CONTAINS $p0 AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT 32
  WITH n2 LIMIT $p1
  RETURN collect([n2.type, n2.id, n2.name]) AS s1
}
RETURN [
  [
    s1,
    COUNT {
      MATCH (n3:Entity)
      WHERE n3.name_key CONTAINS $p2
    }
  ]
] AS answer

RETURN [
  [
    COLLECT {
      MATCH (n1:Entity)
      WHERE n1.name_key CONTAINS $p0 AND n1.id IS NOT NULL
      WITH n1 ORDER BY n1.id LIMIT $p1
      RETURN [n1.type, n1.id, n1.name] AS row
    },
    COUNT {
      MATCH (n2:Entity)
      WHERE n2.name_key CONTAINS $p2
    }
  ]
] AS answer

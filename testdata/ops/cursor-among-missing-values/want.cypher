RETURN [
  [
    COLLECT {
      MATCH (n1:Product)
      WHERE (n1.year IS NULL AND n1.id > $p0)
      WITH n1 ORDER BY n1.year IS NULL, n1.year DESC, n1.id LIMIT $p1
      RETURN [n1.id, n1.year] AS row
    },
    EXISTS {
      MATCH (n2:Product)
      WHERE NOT coalesce((n2.year IS NULL AND n2.id > $p2), false)
    }
  ]
] AS answer

RETURN [
  [
    COLLECT {
      MATCH (n1:Enterprise)
      WHERE (NOT (n1.foundedYear IS NULL) OR (n1.foundedYear IS NULL AND n1.id < $p0))
      WITH n1 ORDER BY n1.foundedYear DESC, n1.id DESC LIMIT $p1
      RETURN [n1.foundedYear, n1.id, n1.id, n1.foundedYear] AS row
    },
    EXISTS {
      MATCH (n2:Enterprise)
      WHERE NOT coalesce(NOT (n2.foundedYear IS NULL) OR (n2.foundedYear IS NULL AND n2.id < $p2), false)
    }
  ]
] AS answer

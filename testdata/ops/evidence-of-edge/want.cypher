RETURN [
  COLLECT {
    MATCH (n1:Product)
    WHERE n1.id IN $p0
    RETURN [n1.id, [
      [
        COLLECT {
          MATCH (n1)-[r2:USES]->(n2)
          WITH n2, r2 ORDER BY n2.id, r2.key_key LIMIT $p1
          RETURN [
            r2.confidence,
            COLLECT {
              MATCH (n3:Node)
              WHERE n3.id IN r2.sources
              WITH n3 ORDER BY n3.id LIMIT $p2
              RETURN [n3.id, n3.title] AS row
            },
            n2.id
          ] AS row
        }
      ]
    ]] AS row
  }
] AS answer

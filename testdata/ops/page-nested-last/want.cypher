RETURN [
  [
    COLLECT {
      MATCH (n1:Enterprise)
      WITH n1, COUNT {
        MATCH (n1)-[:DEVELOPS]->(n2)
      } AS o3 ORDER BY o3 DESC, n1.id LIMIT $p0
      RETURN [
        n1.id,
        [
          COLLECT {
            MATCH (n1)-[r4:DEVELOPS]->(n4)
            WITH n4, r4 ORDER BY n4.id DESC, r4.key_key DESC LIMIT $p1
            RETURN [n4.id] AS row
          }
        ]
      ] AS row
    }
  ]
] AS answer

RETURN [
  [
    COLLECT {
      MATCH (n1:Enterprise)
      WHERE (n1.city_key = $p0 AND NOT (EXISTS {
        MATCH (n1)-[:MASTERS]->(n2)
        WHERE NOT coalesce(n2.domain_key = $p1, false)
      })) AND n1.id IS NOT NULL
      WITH n1 ORDER BY n1.id LIMIT $p2
      RETURN [
        n1.id,
        [
          COUNT {
            MATCH (n1)-[:MASTERS]->(n3)
          }
        ]
      ] AS row
    },
    COUNT {
      MATCH (n4:Enterprise)
      WHERE (n4.city_key = $p3 AND NOT (EXISTS {
        MATCH (n4)-[:MASTERS]->(n5)
        WHERE NOT coalesce(n5.domain_key = $p4, false)
      }))
    }
  ]
] AS answer

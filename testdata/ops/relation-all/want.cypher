CALL () {
  MATCH (n2:Enterprise)
  WHERE (n2.city_key = $p0 AND NOT (EXISTS {
    MATCH (n2)-[:MASTERS]->(n3)
    WHERE NOT coalesce(n3.domain_key = $p1, false)
  })) AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT 32
  WITH n2 LIMIT $p2
  RETURN collect([n2.id, [COUNT { MATCH (n2)-[:MASTERS]->(n4) }]]) AS s1
}
RETURN [
  [
    s1,
    COUNT {
      MATCH (n5:Enterprise)
      WHERE (n5.city_key = $p3 AND NOT (EXISTS {
        MATCH (n5)-[:MASTERS]->(n6)
        WHERE NOT coalesce(n6.domain_key = $p4, false)
      }))
    }
  ]
] AS answer

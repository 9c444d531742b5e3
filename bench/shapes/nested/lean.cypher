RETURN COLLECT {
  MATCH (p:Product) WHERE p.name_key >= $name
  WITH p ORDER BY p.name_key, p.id LIMIT 20
  RETURN [p.id, p.name, COLLECT {
    MATCH (p)<-[:DEVELOPS]-(o) WITH o ORDER BY o.id LIMIT 5
    RETURN [o.id, o.name, COLLECT {
      MATCH (o)-[:DEVELOPS]->(d) WITH d ORDER BY d.id LIMIT 5
      RETURN [d.id, d.name, d.category]
    }]
  }]
} AS data

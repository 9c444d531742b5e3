RETURN COLLECT {
  MATCH (p:Product) WHERE p.name_key >= $name
  WITH p ORDER BY p.name_key, p.id LIMIT 100
  RETURN [p.id, p.name, p.nameZh, p.category, p.year, p.model, COLLECT {
    MATCH (p)<-[:DEVELOPS]-(o) WITH o ORDER BY o.id LIMIT 1
    RETURN [o.id, o.name]
  }]
} AS data

RETURN COLLECT {
  MATCH (p:Patent) WHERE p.name_key >= $name
  WITH p ORDER BY p.name_key, p.id LIMIT 20
  RETURN [p.id, p.name, COUNT { (p)<-[:OWNS]-() }, COLLECT {
    MATCH (p)<-[r:OWNS]-(o) WITH r, o ORDER BY o.id, r.key LIMIT 5
    RETURN [r.role, o.id, o.name]
  }]
} AS data

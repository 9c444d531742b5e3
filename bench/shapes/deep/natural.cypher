RETURN {products: {nodes: COLLECT {
  MATCH (p:Product) WHERE p.name_key >= $lastName AND (p.name_key > $lastName OR p.id > $lastId)
  WITH p ORDER BY p.name_key, p.id LIMIT 20
  RETURN p {.id, .name, .category}
}}} AS data

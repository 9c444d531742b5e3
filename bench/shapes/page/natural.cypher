RETURN {products: {nodes: COLLECT {
  MATCH (p:Product) WHERE p.year >= $year AND p.name_key IS NOT NULL
  WITH p ORDER BY p.name_key, p.id LIMIT 20
  RETURN p {.id, .name, .category, .year}
}}} AS data

RETURN {products: {nodes: COLLECT {
  MATCH (p:Product) WHERE p.year <= $year
  WITH p ORDER BY p.year DESC, p.id LIMIT 20
  RETURN p {.id, .name, .year}
}}} AS data

RETURN {products: {nodes: COLLECT {
  MATCH (p:Product) WHERE p.name_key >= $name
  WITH p ORDER BY p.name_key, p.id LIMIT 20
  RETURN p {.id, .name, developers: {nodes: COLLECT {
    MATCH (p)<-[:DEVELOPS]-(o) WITH o ORDER BY o.id LIMIT 5
    RETURN o {.id, .name, develops: {nodes: COLLECT {
      MATCH (o)-[:DEVELOPS]->(d) WITH d ORDER BY d.id LIMIT 5
      RETURN d {.id, .name, .category}
    }}}
  }}}
}}} AS data

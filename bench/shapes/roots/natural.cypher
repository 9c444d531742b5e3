RETURN {
  product: head(COLLECT { MATCH (p:Product {id: $id}) RETURN p {.id, .name} }),
  technologies: {nodes: COLLECT {
    MATCH (t:Technology) WHERE t.name_key IS NOT NULL
    WITH t ORDER BY t.name_key, t.id LIMIT 5
    RETURN t {.id, .name, .domain}
  }},
  patents: {nodes: COLLECT {
    MATCH (p:Patent) WHERE p.name_key IS NOT NULL
    WITH p ORDER BY p.name_key, p.id LIMIT 5
    RETURN p {.id, .name, .number}
  }}
} AS data

RETURN {products: {
  totalCount: COUNT { MATCH (p:Product) WHERE EXISTS { (p)<-[:DEVELOPS]-(:Organization {city_key: $city}) } },
  nodes: COLLECT {
    MATCH (p:Product) WHERE p.name_key IS NOT NULL AND EXISTS { (p)<-[:DEVELOPS]-(:Organization {city_key: $city}) }
    WITH p ORDER BY p.name_key, p.id LIMIT 20
    RETURN p {.id, .name, .category}
  }
}} AS data

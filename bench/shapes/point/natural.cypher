MATCH (p:Product {id: $id})
RETURN {product: p {.id, .name, .nameZh, .category, .year}} AS data

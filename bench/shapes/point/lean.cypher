MATCH (p:Product {id: $id})
RETURN [p.id, p.name, p.nameZh, p.category, p.year] AS data

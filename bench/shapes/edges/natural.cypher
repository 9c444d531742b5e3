RETURN {patents: {nodes: COLLECT {
  MATCH (p:Patent) WHERE p.name_key >= $name
  WITH p ORDER BY p.name_key, p.id LIMIT 20
  RETURN p {.id, .name, owners: {
    totalCount: COUNT { (p)<-[:OWNS]-() },
    edges: COLLECT {
      MATCH (p)<-[r:OWNS]-(o) WITH r, o ORDER BY o.id, r.key LIMIT 5
      RETURN {role: r.role, node: o {.id, .name}}
    }
  }}
}}} AS data

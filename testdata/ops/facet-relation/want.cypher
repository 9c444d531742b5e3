CALL () {
  MATCH (n2:Product)
  MATCH (n2)-[:USES]->(n3)
  WITH n3, count(DISTINCT n2) AS c4
  ORDER BY c4 DESC, n3.id LIMIT $p0
  RETURN collect([n3.id, c4, [n3.id, n3.name, n3.domain]]) AS s1
}
RETURN [[s1]] AS answer

CALL () {
  MATCH (n2:Enterprise)
  WITH n2, COUNT { MATCH (n2)-[:DEVELOPS]->(n3) } AS o4 ORDER BY o4 DESC, n2.id LIMIT $p0
  CALL (n2) {
    MATCH (n2)-[r6:DEVELOPS]->(n6)
    WITH n6, r6 ORDER BY n6.id DESC, r6.key_key DESC LIMIT $p1
    RETURN collect([n6.id]) AS s5
  }
  RETURN collect([n2.id, [s5]]) AS s1
}
RETURN [[s1]] AS answer

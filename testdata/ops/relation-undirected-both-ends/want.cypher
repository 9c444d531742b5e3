CALL () {
  MATCH (n1:Enterprise)
  WHERE n1.id IN $p0
  CALL (n1) {
    MATCH (n1)-[r4:PARTNERS_WITH]-(n4)
    WITH n4, r4 ORDER BY n4.id, r4.key_key LIMIT $p1
    RETURN collect([r4.kind, r4.note, r4.year, n4.id]) AS s3
  }
  RETURN collect([n1.id, [[s3, COUNT { MATCH (n1)-[:PARTNERS_WITH]-(n5) }]]]) AS s2
}
CALL () {
  MATCH (n6:Enterprise)
  WHERE n6.id IN $p2
  CALL (n6) {
    MATCH (n6)-[r9:PARTNERS_WITH]-(n9)
    WHERE n9.id = $p3
    WITH n9, r9 ORDER BY n9.id, r9.key_key LIMIT $p4
    RETURN collect([r9.kind, r9.note, r9.year, n9.id]) AS s8
  }
  RETURN collect([
    n6.id,
    [
      [
        s8,
        COUNT {
          MATCH (n6)-[:PARTNERS_WITH]-(n10)
          WHERE n10.id = $p5
        }
      ]
    ]
  ]) AS s7
}
CALL () {
  MATCH (n11:Institution)
  WHERE n11.id IN $p6
  CALL (n11) {
    MATCH (n11)-[r14:PARTNERS_WITH]-(n14)
    WITH n14, r14 ORDER BY n14.id, r14.key_key LIMIT $p7
    RETURN collect([n14.type, n14.id]) AS s13
  }
  RETURN collect([n11.id, [[s13, COUNT { MATCH (n11)-[:PARTNERS_WITH]-(n15) }]]]) AS s12
}
RETURN [s2, s7, s12] AS answer

CALL () {
  MATCH (n1:Enterprise)
  WHERE n1.id IN $p0
  CALL (n1) {
    MATCH (n1)-[r4:MASTERS]->(n4)
    WITH n4, r4 ORDER BY n4.id, r4.key_key LIMIT $p1
    RETURN collect([n4.id]) AS s3
  }
  CALL (n1) {
    MATCH (n1)-[r7:MASTERS]->(n7)
    WITH n7, r7 ORDER BY n7.id DESC, r7.key_key DESC LIMIT $p2
    RETURN collect([n7.id]) AS s6
  }
  CALL (n1) {
    MATCH (n1)-[r9:MASTERS]->(n9)
    WHERE n9.name_key CONTAINS $p3
    WITH n9, r9 ORDER BY n9.id, r9.key_key LIMIT $p4
    RETURN collect([n9.id]) AS s8
  }
  CALL (n1) {
    MATCH (n1)-[r12:MASTERS]->(n12)
    WITH n12, r12, COUNT { MATCH (n12)<-[:USES]-(n13) } AS o14 ORDER BY o14 DESC, n12.id, r12.key_key LIMIT $p6
    RETURN collect([n12.id, [COUNT { MATCH (n12)<-[:USES]-(n15) }]]) AS s11
  }
  RETURN collect([
    n1.id,
    [
      [s3, COUNT { MATCH (n1)-[:MASTERS]->(n5) }],
      [s6],
      [
        s8,
        COUNT {
          MATCH (n1)-[:MASTERS]->(n10)
          WHERE n10.name_key CONTAINS $p5
        }
      ],
      [s11]
    ]
  ]) AS s2
}
RETURN [s2] AS answer

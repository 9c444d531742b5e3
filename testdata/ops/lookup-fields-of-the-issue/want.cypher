CALL () {
  MATCH (n1:Enterprise)
  WHERE n1.id IN $p0
  CALL (n1) {
    MATCH (n1)-[r4:MASTERS]->(n4)
    WITH n4, r4 ORDER BY n4.id, r4.key_key LIMIT $p1
    CALL (n4, r4) {
      MATCH (n6:Node)
      WHERE n6.id IN r4.sources
      WITH n6 ORDER BY n6.id LIMIT $p2
      RETURN collect([n6.title, n6.url]) AS s5
    }
    CALL (n4) {
      MATCH (n4)<-[r8:USES]-(n8)
      WITH n8, r8 ORDER BY n8.id, r8.key_key LIMIT $p3
      CALL (n8) {
        MATCH (n8)<-[r10:DEVELOPS]-(n10)
        WHERE n10.id <> $p4
        WITH n10, r10 ORDER BY n10.id, r10.key_key LIMIT $p5
        CALL (n10) {
          MATCH (n10)-[r12:LOCATED_IN]->(n12)
          WITH n12, r12 ORDER BY n12.id, r12.key_key LIMIT $p6
          RETURN collect([n12.name]) AS s11
        }
        RETURN collect([n10.type, n10.name, [s11]]) AS s9
      }
      CALL (n8) {
        MATCH (n8)<-[r14:PROTECTS]-(n14)
        WITH n14, r14 ORDER BY n14.id, r14.key_key LIMIT $p7
        RETURN collect([n14.number]) AS s13
      }
      CALL (n8) {
        MATCH (n8)-[:STATED_IN]->(n16)
        WITH n16 ORDER BY n16.id LIMIT $p8
        RETURN collect([n16.title, n16.publisher]) AS s15
      }
      RETURN collect([n8.name, [s9], [s13], s15]) AS s7
    }
    CALL (n4) {
      MATCH (n4)<-[r18:PROTECTS]-(n18)
      WITH n18, r18 ORDER BY n18.id, r18.key_key LIMIT $p9
      CALL (n18) {
        MATCH (n18)<-[r20:OWNS]-(n20)
        WITH n20, r20 ORDER BY n20.id, r20.key_key LIMIT $p10
        RETURN collect([n20.name]) AS s19
      }
      RETURN collect([n18.number, n18.name, [s19]]) AS s17
    }
    RETURN collect([s5, n4.name, [s7], [s17]]) AS s3
  }
  RETURN collect([n1.id, [n1.name, [s3, COUNT { MATCH (n1)-[:MASTERS]->(n21) }]]]) AS s2
}
RETURN [s2] AS answer

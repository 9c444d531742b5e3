RETURN [
  COLLECT {
    MATCH (n1:Enterprise)
    WHERE n1.id IN $p0
    RETURN [n1.id, [
      [
        COLLECT {
          MATCH (n1)-[r2:PARTNERS_WITH]-(n2)
          WITH n2, r2 ORDER BY n2.id, r2.key_key LIMIT $p1
          RETURN [r2.kind, r2.note, r2.year, n2.id] AS row
        },
        COUNT {
          MATCH (n1)-[:PARTNERS_WITH]-(n3)
        }
      ]
    ]] AS row
  },
  COLLECT {
    MATCH (n4:Enterprise)
    WHERE n4.id IN $p2
    RETURN [n4.id, [
      [
        COLLECT {
          MATCH (n4)-[r5:PARTNERS_WITH]-(n5)
          WHERE n5.id = $p3
          WITH n5, r5 ORDER BY n5.id, r5.key_key LIMIT $p4
          RETURN [r5.kind, r5.note, r5.year, n5.id] AS row
        },
        COUNT {
          MATCH (n4)-[:PARTNERS_WITH]-(n6)
          WHERE n6.id = $p5
        }
      ]
    ]] AS row
  },
  COLLECT {
    MATCH (n7:Institution)
    WHERE n7.id IN $p6
    RETURN [n7.id, [
      [
        COLLECT {
          MATCH (n7)-[r8:PARTNERS_WITH]-(n8)
          WITH n8, r8 ORDER BY n8.id, r8.key_key LIMIT $p7
          RETURN [n8.type, n8.id] AS row
        },
        COUNT {
          MATCH (n7)-[:PARTNERS_WITH]-(n9)
        }
      ]
    ]] AS row
  }
] AS answer

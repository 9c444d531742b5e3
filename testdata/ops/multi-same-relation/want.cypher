RETURN [
  COLLECT {
    MATCH (n1:Enterprise)
    WHERE n1.id IN $p0
    RETURN [n1.id, [
      [
        COLLECT {
          MATCH (n1)-[r2:MASTERS]->(n2)
          WITH n2, r2 ORDER BY n2.id, r2.key_key LIMIT $p1
          RETURN [n2.id] AS row
        },
        COUNT {
          MATCH (n1)-[:MASTERS]->(n3)
        }
      ],
      [
        COLLECT {
          MATCH (n1)-[r4:MASTERS]->(n4)
          WITH n4, r4 ORDER BY n4.id DESC, r4.key_key DESC LIMIT $p2
          RETURN [n4.id] AS row
        }
      ],
      [
        COLLECT {
          MATCH (n1)-[r5:MASTERS]->(n5)
          WHERE n5.name_key CONTAINS $p3
          WITH n5, r5 ORDER BY n5.id, r5.key_key LIMIT $p4
          RETURN [n5.id] AS row
        },
        COUNT {
          MATCH (n1)-[:MASTERS]->(n6)
          WHERE n6.name_key CONTAINS $p5
        }
      ],
      [
        COLLECT {
          MATCH (n1)-[r7:MASTERS]->(n7)
          WITH n7, r7, COUNT {
            MATCH (n7)<-[:USES]-(n8)
          } AS o9 ORDER BY o9 DESC, n7.id, r7.key_key LIMIT $p6
          RETURN [
            n7.id,
            [
              COUNT {
                MATCH (n7)<-[:USES]-(n10)
              }
            ]
          ] AS row
        }
      ]
    ]] AS row
  }
] AS answer

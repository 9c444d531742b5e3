RETURN [
  COLLECT {
    MATCH (n1:Enterprise)
    WHERE n1.id IN $p0
    RETURN [n1.id, [
      n1.name,
      [
        COLLECT {
          MATCH (n1)-[r2:MASTERS]->(n2)
          WITH n2, r2 ORDER BY n2.id, r2.key_key LIMIT $p1
          RETURN [
            COLLECT {
              MATCH (n3:Node)
              WHERE n3.id IN r2.sources
              WITH n3 ORDER BY n3.id LIMIT $p2
              RETURN [n3.title, n3.url] AS row
            },
            n2.name,
            [
              COLLECT {
                MATCH (n2)<-[r4:USES]-(n4)
                WITH n4, r4 ORDER BY n4.id, r4.key_key LIMIT $p3
                RETURN [
                  n4.name,
                  [
                    COLLECT {
                      MATCH (n4)<-[r5:DEVELOPS]-(n5)
                      WHERE NOT coalesce(n5.id = $p4, false)
                      WITH n5, r5 ORDER BY n5.id, r5.key_key LIMIT $p5
                      RETURN [
                        n5.type,
                        n5.name,
                        [
                          COLLECT {
                            MATCH (n5)-[r6:LOCATED_IN]->(n6)
                            WITH n6, r6 ORDER BY n6.id, r6.key_key LIMIT $p6
                            RETURN [n6.name] AS row
                          }
                        ]
                      ] AS row
                    }
                  ],
                  [
                    COLLECT {
                      MATCH (n4)<-[r7:PROTECTS]-(n7)
                      WITH n7, r7 ORDER BY n7.id, r7.key_key LIMIT $p7
                      RETURN [n7.number] AS row
                    }
                  ],
                  COLLECT {
                    MATCH (n4)-[:STATED_IN]->(n8)
                    WITH n8 ORDER BY n8.id LIMIT $p8
                    RETURN [n8.title, n8.publisher] AS row
                  }
                ] AS row
              }
            ],
            [
              COLLECT {
                MATCH (n2)<-[r9:PROTECTS]-(n9)
                WITH n9, r9 ORDER BY n9.id, r9.key_key LIMIT $p9
                RETURN [
                  n9.number,
                  n9.name,
                  [
                    COLLECT {
                      MATCH (n9)<-[r10:OWNS]-(n10)
                      WITH n10, r10 ORDER BY n10.id, r10.key_key LIMIT $p10
                      RETURN [n10.name] AS row
                    }
                  ]
                ] AS row
              }
            ]
          ] AS row
        },
        COUNT {
          MATCH (n1)-[:MASTERS]->(n11)
        }
      ]
    ]] AS row
  }
] AS answer

RETURN [
  COLLECT {
    MATCH (n1:Enterprise)
    WHERE n1.id IN $p0
    RETURN [n1.id, [
      [
        COLLECT {
          MATCH (n1)-[r2:MASTERS]->(n2)
          WITH n2, r2, COUNT {
            MATCH (n2)<-[:USES]-(n3)
          } AS o4 ORDER BY o4 DESC, n2.id DESC, r2.key_key LIMIT $p1
          RETURN [
            n2.id,
            [
              COUNT {
                MATCH (n2)<-[:USES]-(n5)
              }
            ]
          ] AS row
        }
      ]
    ]] AS row
  }
] AS answer

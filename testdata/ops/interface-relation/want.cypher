RETURN [
  COLLECT {
    MATCH (n1:Award)
    WHERE n1.id IN $p0
    RETURN [n1.id, [
      [
        COLLECT {
          MATCH (n1)<-[r2:WON]-(n2)
          WITH n2, r2 ORDER BY n2.id, r2.key_key LIMIT $p1
          RETURN [
            n2.type,
            CASE
              WHEN n2:Enterprise THEN [n2.id, n2.name, n2.stockCode]
              WHEN n2:Event|Award|Indicator|Institution|Patent|Classification|Project|Programme|Region|Technology THEN [n2.id, n2.name]
              WHEN n2:Product THEN [n2.id, n2.name, n2.model, n2.category]
            END
          ] AS row
        },
        COUNT {
          MATCH (n1)<-[:WON]-(n3)
        }
      ]
    ]] AS row
  }
] AS answer

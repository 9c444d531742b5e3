RETURN [
  COLLECT {
    MATCH (n1:Enterprise)
    WHERE n1.id IN $p0
    RETURN [n1.id, [
      [
        head(COLLECT {
          MATCH (n1)-[:DEVELOPS]->(n2)
          WITH DISTINCT n2
          RETURN [[count(n2.year), min(n2.year), max(n2.year), CASE count(n2.year) WHEN 0 THEN null ELSE sum(n2.year) END], [count(n2.id)]] AS row
        })
      ]
    ]] AS row
  },
  COLLECT {
    MATCH (n3:Enterprise)
    WHERE n3.id IN $p1
    RETURN [n3.id, [
      [
        COUNT {
          MATCH (n3)-[:PARTNERS_WITH]-(n4)
        },
        head(COLLECT {
          MATCH (n3)-[:PARTNERS_WITH]-(n5)
          WITH DISTINCT n5
          RETURN [[count(n5.id), min(n5.id), max(n5.id)]] AS row
        })
      ]
    ]] AS row
  }
] AS answer

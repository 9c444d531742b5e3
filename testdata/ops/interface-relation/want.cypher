CALL () {
  MATCH (n1:Award)
  WHERE n1.id IN $p0
  CALL (n1) {
    MATCH (n1)<-[r4:WON]-(n4)
    WITH n4, r4 ORDER BY n4.id, r4.key_key LIMIT $p1
    RETURN collect([
      n4.type,
      CASE
        WHEN n4:Enterprise THEN [n4.id, n4.name, n4.stockCode]
        WHEN n4:Event|Award|Indicator|Institution|Patent|Classification|Project|Programme|Region|Technology THEN [n4.id, n4.name]
        ELSE [n4.id, n4.name, n4.model, n4.category]
      END
    ]) AS s3
  }
  RETURN collect([n1.id, [[s3, COUNT { MATCH (n1)<-[:WON]-(n5) }]]]) AS s2
}
RETURN [s2] AS answer

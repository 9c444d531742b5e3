CALL () {
  CALL () {
    MATCH (n4:Enterprise)
    WHERE n4.foundedYear IS NULL AND n4.id < $p0 AND n4.id IS NOT NULL
    WITH n4 ORDER BY n4.id DESC LIMIT $p1
    RETURN collect(n4) AS s3
  }
  CALL (s3) {
    WITH s3 WHERE size(s3) < $p2
    MATCH (n6:Enterprise)
    WHERE n6.foundedYear IS NOT NULL AND n6.foundedYear IS NOT NULL
    WITH n6 ORDER BY n6.foundedYear DESC, n6.id DESC LIMIT $p3
    RETURN collect(n6) AS s5
  }
  UNWIND (s3 + s5)[..$p4] AS n2
  RETURN collect([n2.foundedYear, n2.id, n2.id, n2.foundedYear]) AS s1
}
RETURN [
  [
    s1,
    EXISTS {
      MATCH (n7:Enterprise)
      WHERE (n7.foundedYear IS NULL AND (n7.foundedYear IS NOT NULL OR n7.id >= $p5))
    }
  ]
] AS answer

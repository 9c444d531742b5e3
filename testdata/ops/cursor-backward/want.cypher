CALL () {
  CALL () {
    MATCH (n4:Enterprise)
    WHERE n4.foundedYear IS NULL AND n4.id < $p0 AND n4.id IS NOT NULL
    WITH n4 ORDER BY n4.id DESC LIMIT $p1
    RETURN collect(n4) AS s3
  }
  CALL (s3) {
    UNWIND CASE WHEN size(s3) < $p2 THEN [true] ELSE [] END AS w6
    CALL () {
      MATCH (n8:Enterprise)
      WHERE n8.foundedYear IS NOT NULL
      WITH n8 ORDER BY n8.foundedYear DESC, n8.id DESC LIMIT $p3
      RETURN collect(n8) AS s7
    }
    RETURN coalesce(head(collect(s7)), []) AS s5
  }
  UNWIND (s3 + s5)[..$p4] AS n2
  RETURN collect([n2.foundedYear, n2.id, n2.id, n2.foundedYear]) AS s1
}
RETURN [
  [
    s1,
    EXISTS {
      MATCH (n9:Enterprise)
      WHERE (n9.foundedYear IS NULL AND (n9.foundedYear IS NOT NULL OR n9.id >= $p5))
    }
  ]
] AS answer

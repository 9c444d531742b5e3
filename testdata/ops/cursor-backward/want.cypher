CALL () {
  MATCH (n2:Enterprise)
  WHERE (n2.foundedYear IS NOT NULL OR (n2.foundedYear IS NULL AND n2.id < $p0))
  WITH n2 ORDER BY n2.foundedYear DESC, n2.id DESC LIMIT $p1
  RETURN collect([n2.foundedYear, n2.id, n2.id, n2.foundedYear]) AS s1
}
RETURN [
  [
    s1,
    EXISTS {
      MATCH (n3:Enterprise)
      WHERE (n3.foundedYear IS NULL AND (n3.foundedYear IS NOT NULL OR n3.id >= $p2))
    }
  ]
] AS answer

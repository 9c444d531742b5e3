RETURN COLLECT {
  MATCH (p:Product) WHERE p.year >= $year AND p.category IS NOT NULL
  WITH p.category AS key, count(*) AS count ORDER BY count DESC, key LIMIT 10
  RETURN [key, count]
} AS data

SELECT json_object('products', json_object('facets', json_group_array(json_object('key', category, 'count', c))))
FROM (SELECT category, count(*) AS c FROM node WHERE type = 'Product' AND year >= :year AND category IS NOT NULL
      GROUP BY category ORDER BY c DESC, category LIMIT 10)

SELECT json_object('products', json_object('nodes', json_group_array(json_object(
  'id', id, 'name', name, 'nameZh', nameZh, 'category', category, 'year', year, 'model', model,
  'developers', json_object('nodes', json((SELECT json_group_array(json_object('id', id, 'name', name))
    FROM (SELECT o.id, o.name FROM edge_DEVELOPS AS e CROSS JOIN node AS o ON o.n = e.src
          WHERE e.dst = p.n ORDER BY o.id LIMIT 1))))))))
FROM (SELECT n, id, name, nameZh, category, year, model FROM node
      WHERE type = 'Product' AND name >= :name ORDER BY name, id LIMIT 100) AS p

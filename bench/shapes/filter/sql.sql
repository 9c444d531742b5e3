SELECT json_object('products', json_object(
  'totalCount', (SELECT count(*) FROM node AS p WHERE p.type = 'Product' AND EXISTS (
    SELECT 1 FROM edge_DEVELOPS AS e CROSS JOIN node AS o ON o.n = e.src WHERE e.dst = p.n AND o.city = :city)),
  'nodes', json((SELECT json_group_array(json_object('id', id, 'name', name, 'category', category))
    FROM (SELECT id, name, category FROM node AS p WHERE p.type = 'Product' AND EXISTS (
      SELECT 1 FROM edge_DEVELOPS AS e CROSS JOIN node AS o ON o.n = e.src WHERE e.dst = p.n AND o.city = :city)
      ORDER BY name, id LIMIT 20)))))

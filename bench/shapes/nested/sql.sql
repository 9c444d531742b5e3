SELECT json_object('products', json_object('nodes', json_group_array(json_object('id', id, 'name', name,
  'developers', json_object('nodes', json((SELECT json_group_array(json_object('id', id, 'name', name,
    'develops', json_object('nodes', json((SELECT json_group_array(json_object('id', id, 'name', name, 'category', category))
      FROM (SELECT d.id, d.name, d.category FROM edge_DEVELOPS AS f CROSS JOIN node AS d ON d.n = f.dst
            WHERE f.src = o.n ORDER BY d.id LIMIT 5))))))
    FROM (SELECT o.n, o.id, o.name FROM edge_DEVELOPS AS e CROSS JOIN node AS o ON o.n = e.src
          WHERE e.dst = p.n ORDER BY o.id LIMIT 5) AS o)))))))
FROM (SELECT n, id, name FROM node WHERE type = 'Product' AND name >= :name ORDER BY name, id LIMIT 20) AS p

SELECT json_object('patents', json_object('nodes', json_group_array(json_object('id', id, 'name', name, 'owners', json_object(
  'totalCount', (SELECT count(*) FROM edge_OWNS WHERE dst = p.n),
  'edges', json((SELECT json_group_array(json_object('role', role, 'node', json_object('id', id, 'name', name)))
    FROM (SELECT e.role, o.id, o.name FROM edge_OWNS AS e CROSS JOIN node AS o ON o.n = e.src
          WHERE e.dst = p.n ORDER BY o.id, e.key LIMIT 5))))))))
FROM (SELECT n, id, name FROM node WHERE type = 'Patent' AND name >= :name ORDER BY name, id LIMIT 20) AS p

SELECT json_object(
  'product', json((SELECT json_object('id', id, 'name', name) FROM node WHERE id = :id AND type = 'Product')),
  'technologies', json_object('nodes', json((SELECT json_group_array(json_object('id', id, 'name', name, 'domain', domain))
    FROM (SELECT id, name, domain FROM node WHERE type = 'Technology' ORDER BY name, id LIMIT 5)))),
  'patents', json_object('nodes', json((SELECT json_group_array(json_object('id', id, 'name', name, 'number', number))
    FROM (SELECT id, name, number FROM node WHERE type = 'Patent' ORDER BY name, id LIMIT 5)))))

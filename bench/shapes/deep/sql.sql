SELECT json_object('products', json_object('nodes', json_group_array(json_object('id', id, 'name', name, 'category', category))))
FROM (SELECT id, name, category FROM node
      WHERE type = 'Product' AND (name, id) > (:lastName, :lastId) ORDER BY name, id LIMIT 20)

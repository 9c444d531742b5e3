SELECT json_object('products', json_object('nodes', json_group_array(
  json_object('id', id, 'name', name, 'category', category, 'year', year))))
FROM (SELECT id, name, category, year FROM node WHERE type = 'Product' AND year >= :year ORDER BY name, id LIMIT 20)

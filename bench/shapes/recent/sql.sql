SELECT json_object('products', json_object('nodes', json_group_array(json_object('id', id, 'name', name, 'year', year))))
FROM (SELECT id, name, year FROM node WHERE type = 'Product' AND year <= :year ORDER BY year DESC, id LIMIT 20)

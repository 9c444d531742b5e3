SELECT json_object('product', json_object('id', id, 'name', name, 'nameZh', nameZh, 'category', category, 'year', year))
FROM node WHERE id = :id AND type = 'Product'

SELECT concat('[', (SELECT json_array("name", "version", "asOf", "licence", "nodes", "edges") FROM dataset), ']')

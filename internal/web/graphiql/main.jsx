// The page at "/": GraphiQL over this server's own /graphql, with Innograph's
// example operations in its first tabs.
import { createRoot } from 'react-dom/client';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import './page.css';

// Relative, so that the page also works behind a proxy's path prefix.
const endpoint = 'graphql';

async function fetcher(operation, options) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      ...options?.headers,
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json, application/json;q=0.9',
    },
    body: JSON.stringify(operation),
  });
  return response.json();
}

// The server writes the examples into the page: [{ query }].
const examples = JSON.parse(document.getElementById('examples').textContent);

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL fetcher={fetcher} defaultTabs={examples} shouldPersistHeaders={false}>
    <GraphiQL.Logo>Innograph</GraphiQL.Logo>
  </GraphiQL>,
);

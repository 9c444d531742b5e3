// The page at "/": GraphiQL over this server's own /graphql, with Innograph's
// example operations in its first tabs.
import { createRoot } from 'react-dom/client';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import './page.css';

// Relative, so that the page also works behind a proxy's path prefix.
const endpoint = 'graphql';

async function fetcher(operation, options) {
  const follows = options?.documentAST?.definitions.some(
    (d) => d.operation === 'subscription' && (!operation.operationName || d.name?.value === operation.operationName),
  );
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      ...options?.headers,
      'Content-Type': 'application/json',
      Accept: follows ? 'text/event-stream' : 'application/graphql-response+json, application/json;q=0.9',
    },
    body: JSON.stringify(operation),
  });
  return follows && response.ok ? responses(response.body) : response.json();
}

// The responses of a subscription, from server-sent events.
async function* responses(body) {
  let text = '';
  for (const reader = body.pipeThrough(new TextDecoderStream()).getReader(); ; ) {
    const { done, value } = await reader.read().catch(() => ({ done: true }));
    if (done) return;
    const events = (text + value).split('\n\n');
    text = events.pop();
    for (const event of events) {
      const data = event.match(/^data: (.+)$/m);
      if (data) yield JSON.parse(data[1]);
    }
  }
}

// The server writes the examples into the page: [{ query }].
const examples = JSON.parse(document.getElementById('examples').textContent);

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL fetcher={fetcher} defaultTabs={examples} shouldPersistHeaders={false}>
    <GraphiQL.Logo>Innograph</GraphiQL.Logo>
  </GraphiQL>,
);

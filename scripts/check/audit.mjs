// The GraphQL-over-HTTP audit against a running server: node audit.mjs http://127.0.0.1:8080/graphql
// Everything must be fulfilled, what is merely recommended too.
import { auditServer } from 'graphql-http';

const [url] = process.argv.slice(2);
const results = await auditServer({ url });
const failed = results.filter(({ status }) => status !== 'ok');
for (const { id, name, status, reason } of failed) {
  console.error(`${status} ${id} ${name}: ${reason}`);
}
console.log(`GraphQL over HTTP: ${results.length - failed.length} of ${results.length} audits are fulfilled`);
process.exit(results.length && !failed.length ? 0 : 1);

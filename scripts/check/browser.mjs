// GraphiQL as the binary serves it, in a real browser: node browser.mjs http://127.0.0.1:8080/ [chromium]
// Runs the example in the first tab and waits for its data. Nothing may be logged as an error, and nothing may be
// fetched from anywhere else.
import { chromium } from 'playwright-core';

const [url, executablePath = '/usr/bin/chromium'] = process.argv.slice(2);
const { origin } = new URL(url);
const wrong = [];

// A browser run by root has no sandbox.
const browser = await chromium.launch({ executablePath, args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => wrong.push(`the page failed: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && wrong.push(`the console says: ${message.text()}`));
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (asked !== origin && !['data:', 'blob:'].includes(protocol)) wrong.push(`the page asks ${request.url()}`);
  });

  await page.goto(url);
  const tabs = await page.locator('.graphiql-tab').count();
  const [response] = await Promise.all([
    page.waitForResponse((found) => found.request().postData()?.includes('ProductsOnCrrcTechnology')),
    page.locator('.graphiql-execute-button').click(),
  ]);
  const { data, errors } = await response.json();
  if (errors || !data?.products?.nodes?.length) wrong.push(`the first example gives ${JSON.stringify({ data, errors }).slice(0, 300)}`);
  else await page.locator('.result-window', { hasText: data.products.nodes[0].name }).waitFor();
  console.log(`GraphiQL: ${tabs} tabs; the first example shows ${data?.products?.nodes?.length} of ${data?.products?.totalCount} products`);
} finally {
  await browser.close();
}
wrong.forEach((line) => console.error(line));
process.exit(wrong.length ? 1 : 0);

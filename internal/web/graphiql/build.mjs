// Bundles GraphiQL into ../assets, compressed, with the licences of all that the
// bundle contains. The outcome depends on package-lock.json alone:
//
//   npm ci && npm run build
import { build } from 'esbuild';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const assets = new URL('../assets/', import.meta.url);

const { outputFiles, metafile } = await build({
  entryPoints: { graphiql: 'main.jsx' },
  outdir: 'out', // names only: nothing is written there
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.woff2': 'dataurl' },
  legalComments: 'none', // they are all in licences.txt
  metafile: true,
  write: false,
});

await mkdir(assets, { recursive: true });
for (const { path, contents } of outputFiles) {
  await put(path.split('/').pop(), contents);
}
await put('icon.svg', await readFile('icon.svg'));
await put('licences.txt', await licences(metafile.inputs));

async function put(name, contents) {
  await writeFile(new URL(`${name}.gz`, assets), gzipSync(contents, { level: 9 }));
}

// The licence text of each npm package that went into the bundle, in order of name.
async function licences(inputs) {
  const roots = Object.keys(inputs)
    .map((path) => path.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1])
    .filter(Boolean);
  const texts = [];
  for (const root of [...new Set(roots)].sort()) {
    const { name, version, license } = JSON.parse(await readFile(`${root}/package.json`, 'utf8'));
    const file = (await readdir(root)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? (await readFile(`${root}/${file}`, 'utf8')).trim() : '';
    texts.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  return texts.join(`\n${'-'.repeat(78)}\n\n`);
}

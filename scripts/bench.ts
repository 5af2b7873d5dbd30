// npm run bench [-- SECTION…] [--check] [--save]
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import { nodeBundle, productBundles } from './build/bundles.ts';
import { root } from './root.ts';

const outfile = path.join(root, 'out', 'bench.cjs');
// What is loaded is what users get.
await Promise.all(productBundles(true).map(({ options }) => build(options)));
await build(nodeBundle('test/bench/bench.ts', outfile));
process.exitCode =
  spawnSync(process.execPath, ['--expose-gc', outfile, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  }).status ?? 1;

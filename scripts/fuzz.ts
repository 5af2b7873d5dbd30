// npm run fuzz -- [--minutes 5] [--syntax yaml] [--seed N]: tries inputs that nobody has written yet on everything that reads.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { nodeBundle } from './build/bundles.ts';
import { root } from './root.ts';

const outfile = path.join(root, 'out', 'fuzz.cjs');
await build({
  ...nodeBundle('test/fuzz/campaign.ts', outfile),
  define: {
    'import.meta.url': JSON.stringify(pathToFileURL(path.join(root, 'scripts/root.ts')).href),
  },
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, SERVING_COST_CORPUS: 'yes' },
});
process.exitCode = status ?? 1;

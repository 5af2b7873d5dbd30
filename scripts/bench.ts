// npm run bench
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import { nodeBundle } from './build/bundles.ts';
import { root } from './root.ts';

const outfile = path.join(root, 'out', 'bench.cjs');
await build(nodeBundle('test/bench/bench.ts', outfile));
process.exitCode = spawnSync(process.execPath, [outfile], { stdio: 'inherit' }).status ?? 1;

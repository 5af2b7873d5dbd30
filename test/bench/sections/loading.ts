import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Figures } from '../figures.ts';

const rounds = 5;

/** What activates the extension, and what the first serving config loads; VS Code itself is not there. */
export function benchLoading(figures: Figures): void {
  for (const [what, file] of [
    ['extension.js, as VS Code loads it', 'dist/extension.js'],
    ['core.js, with the first serving config', 'dist/core.js'],
    ['cli.js', 'dist/cli.js'],
  ] as const) {
    figures.time(what, Math.min(...Array.from({ length: rounds }, () => loadingTime(file))));
  }
}

/** Milliseconds of processor time of `require` in a new process; everything of `vscode` is answered by a stand-in. */
function loadingTime(file: string): number {
  const script = `
    const Module = require('node:module');
    const load = Module._load;
    const standIn = new Proxy(function () {}, {
      get: (of, key) => (key in of ? of[key] : standIn),
      getPrototypeOf: () => standIn,
      construct: () => standIn,
      apply: () => standIn,
    });
    Module._load = (name, ...rest) => (name === 'vscode' ? standIn : load(name, ...rest));
    process.argv = [process.argv[0], 'serving-cost', '--version'];
    const start = process.cpuUsage();
    require(${JSON.stringify(path.resolve(file))});
    const { user, system } = process.cpuUsage(start);
    process.stderr.write('loaded ' + (user + system) / 1000);
    process.exit(0);`;
  const { stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  const time = /loaded ([\d.]+)/.exec(stderr)?.[1];
  if (time === undefined) throw new Error(`${file} was not loaded: ${stderr.slice(-500)}`);
  return Number(time);
}

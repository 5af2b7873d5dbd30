// npm run build [-- --readable] [--watch] [--tests]
// What is built is what users get; --readable leaves it unminified, with source maps, and so does --watch.
import { parseArgs } from 'node:util';
import { build, context, formatMessages, type BuildFailure, type Plugin } from 'esbuild';
import { productBundles, testBundles, type Bundle } from './build/bundles.ts';
import { describeSizes } from './build/sizes.ts';

const { values: flags } = parseArgs({
  options: {
    readable: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    tests: { type: 'boolean', default: false },
  },
});

const bundles = [
  ...productBundles(!flags.readable && !flags.watch),
  ...(flags.tests || flags.watch ? testBundles() : []),
];

if (flags.watch) await watch(bundles);
else await buildOnce(bundles);

/** Builds all bundles; prints every problem of every bundle before it gives up. */
async function buildOnce(all: readonly Bundle[]): Promise<void> {
  const results = await Promise.allSettled(all.map(({ options }) => build(options)));
  for (const [index, result] of results.entries()) {
    if (result.status === 'rejected') {
      console.error(`${all[index]?.name ?? ''}: not built`);
      await printProblems(result.reason as BuildFailure);
      process.exitCode = 1;
      continue;
    }
    await printProblems(result.value);
    const metafile = result.value.metafile;
    if (metafile) for (const line of describeSizes(metafile)) console.log(line);
  }
}

async function watch(all: readonly Bundle[]): Promise<void> {
  for (const { name, options } of all) {
    const plugins = [...(options.plugins ?? []), announce(name)];
    const watched = await context({ ...options, plugins });
    await watched.watch();
  }
}

/** Says when a bundle begins and ends, in the words that VS Code's esbuild problem matcher reads. */
function announce(name: string): Plugin {
  return {
    name: 'announce',
    setup(hooks) {
      hooks.onStart(() => {
        console.log(`[watch] build started: ${name}`);
      });
      hooks.onEnd(async (result) => {
        await printProblems(result);
        console.log(`[watch] build finished: ${name}`);
      });
    },
  };
}

async function printProblems(result: Pick<BuildFailure, 'errors' | 'warnings'>): Promise<void> {
  const color = process.stderr.isTTY;
  const errors = await formatMessages([...result.errors], { kind: 'error', color });
  const warnings = await formatMessages([...result.warnings], { kind: 'warning', color });
  for (const message of [...errors, ...warnings]) console.error(message);
}

import { build as bundle, type Plugin } from 'esbuild';

/** The core's door, as the extension imports it. */
const door = /(^|\/)core\/index\.ts$/;

/** What the virtual module in the place of the door requires. */
const loaded = 'loaded-core';

/**
 * Inside the extension, what is imported through `core/index.ts` is loaded when it is first used, not with the bundle:
 * activation then costs what registering costs, and a workspace without a serving config never pays for the core. What the
 * cheap look needs is imported past the door, from `core/cheapLook.ts`.
 *
 * `file` is the core's own bundle as the extension's requires it (`./core.js`); null where a bundle cannot load another one:
 * the core is then in the same file, and evaluated late.
 */
export function lazyCore(file: string | null): Plugin {
  return {
    name: 'lazy-core',
    setup(build) {
      build.onResolve({ filter: door }, async ({ path, resolveDir, importer, kind }) => {
        // What hosts share is part of the extension here.
        if (!/\/src\/(?:extension|host)\//.test(importer)) return null;

        const { path: index } = await build.resolve(path, { kind, resolveDir });
        return { path: index, namespace: 'lazy-core' };
      });
      build.onResolve({ filter: new RegExp(`^${loaded}$`) }, ({ importer }) =>
        file === null ? { path: importer } : { path: file, external: true },
      );
      build.onLoad({ filter: /.*/, namespace: 'lazy-core' }, async ({ path }) => ({
        contents: getters(await exportsOf(path)),
        watchFiles: [path],
      }));
    },
  };
}

/** The names of what a module exports; types are none of them. */
async function exportsOf(index: string): Promise<readonly string[]> {
  const { metafile } = await bundle({
    entryPoints: [index],
    bundle: false,
    format: 'esm',
    metafile: true,
    write: false,
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

/** A module that loads the core with the first property that is read of it. */
function getters(names: readonly string[]): string {
  const properties = names.map((name) => `get ${name}() { return require('${loaded}').${name}; }`);
  return `module.exports = { __esModule: true, ${properties.join(', ')} };`;
}

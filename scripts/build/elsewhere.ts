import type { Plugin } from 'esbuild';

/**
 * Leaves modules to a bundle of their own: what is imported by a path that ends with one of these is required from the file
 * that stands for it.
 *
 * @param files Bundles as the bundle that is built requires them, by the end of the import: `{ 'core/index.ts': './core.js' }`.
 */
export function elsewhere(files: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'elsewhere',
    setup(build) {
      build.onResolve({ filter: /\.ts$/ }, ({ path, kind }) => {
        if (kind === 'entry-point') return null;
        const found = Object.entries(files).find(([end]) => path.endsWith(`/${end}`));
        return found === undefined ? null : { path: found[1], external: true };
      });
    },
  };
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.ts';
import type { Repository } from './repository.ts';

/** What of `package.json` the packages are made of. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly keywords: readonly string[];
  readonly engines: Readonly<Record<'node' | 'vscode', string>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly [property: string]: unknown;
}

/** The manifest of the repository. */
export function readManifest(): Manifest {
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
}

/** For developers of the repository alone: everything that is run is bundled. */
const developersOnly = ['private', 'scripts', 'bin', 'dependencies', 'devDependencies'];

/** The manifest inside the extension's package. */
export function extensionManifest(repository: Repository | undefined): object {
  const kept = Object.entries(readManifest()).filter(([name]) => !developersOnly.includes(name));
  return { ...Object.fromEntries(kept), ...addresses(repository) };
}

/** The manifest of the npm package: the command line, without dependencies. */
export function commandLineManifest(repository: Repository | undefined): object {
  const { name, version, license, keywords, engines, bin } = readManifest();
  const texts = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')) as {
    readonly description: string;
  };
  return {
    ...{ name, version, description: texts.description, license, keywords },
    ...addresses(repository),
    // As npm writes it itself, without a leading dot.
    bin: Object.fromEntries(
      Object.entries(bin).map(([command, file]) => [command, path.posix.normalize(file)]),
    ),
    engines: { node: engines.node },
    // A link between a package and the commit and run that built it; only known forges can give it.
    publishConfig: { access: 'public', provenance: repository !== undefined },
  };
}

/** Where its users find the source, the documentation and a place to report bugs. */
function addresses(repository: Repository | undefined): object {
  if (repository === undefined) return {};
  const { address } = repository;
  return {
    homepage: `${address}#readme`,
    repository: { type: 'git', url: `git+${address}.git` },
    bugs: { url: `${address}/issues` },
  };
}

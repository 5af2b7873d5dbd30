import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { withTemporaryFolder } from '../host/stage.ts';
import { root } from '../root.ts';
import { runCommand } from '../system/command.ts';
import { commandLineManifest } from './manifest.ts';
import { readElsewhere } from './readme.ts';
import type { Repository } from './repository.ts';

/** What the command line runs, and what must come with every copy. */
const files = ['dist/cli.js', 'dist/core.js', 'dist/lsp.js', 'dist/mcp.js', 'LICENSE'];

/** What its users read first. */
const page = 'docs/command-line.md';

/** Packs the command line in dist/ now as an npm package, a tarball. It depends on nothing: everything is bundled. */
export async function createTarball(file: string, repository?: Repository): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    for (const name of files) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await cp(path.join(root, name), path.join(folder, name));
    }
    const manifest = JSON.stringify(commandLineManifest(repository), null, 2);
    await writeFile(path.join(folder, 'package.json'), `${manifest}\n`);
    const markdown = await readFile(path.join(root, page), 'utf8');
    await writeFile(path.join(folder, 'README.md'), readElsewhere(markdown, page, repository));
    const output = await runCommand('npm', ['pack', '--json', '--loglevel=error'], { cwd: folder });
    const [packed] = z.tuple([z.object({ filename: z.string() })]).parse(JSON.parse(output));
    await cp(path.join(folder, packed.filename), file);
  });
}

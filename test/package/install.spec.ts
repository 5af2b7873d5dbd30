import path from 'node:path';
import { expect, it } from 'vitest';
import { withTemporaryFolder } from '../../scripts/host/stage.ts';
import { installServer } from '../../scripts/host/vscodeServer.ts';
import { createPackage } from '../../scripts/package/vsix.ts';
import { runCommand } from '../../scripts/system/command.ts';

it('is a package that VS Code installs', async () => {
  await withTemporaryFolder(async (folder) => {
    const file = path.join(folder, 'serving-cost.vsix');
    await createPackage(file);
    const server = path.join(await installServer(), 'out/server-main.js');
    const folders = [
      '--extensions-dir',
      path.join(folder, 'extensions'),
      '--server-data-dir',
      folder,
    ];
    const accept = ['--accept-server-license-terms', ...folders];
    await runCommand(process.execPath, [server, ...accept, '--install-extension', file]);
    const listed = await runCommand(process.execPath, [server, ...accept, '--list-extensions']);
    expect(listed.split('\n')).toContain('serving-cost.serving-cost');
  });
});

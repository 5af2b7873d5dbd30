import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { firstLens, withWorkbench } from '../../scripts/host/openWorkbench.ts';
import { doSteps } from '../../scripts/host/steps.ts';
import { longHistory, repositoryWith, runGit } from '../support/gitRepository.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { folderWith } from '../support/testFolder.ts';

const more = (replicas: number, name = 'chat'): string =>
  llama8bText
    .replace('replicas: 2', `replicas: ${replicas}`)
    .replace('name: chat ', `name: ${name} `);

const sinceMain = [
  'command=Serving Cost: Review Changes',
  'see=Everything that a pull request would show',
  'pick=Where this branch left',
];

/** What the lenses of the open file say beside its costs. */
async function lensesOf(page: Page): Promise<readonly string[]> {
  await page.locator('.codelens-decoration a', { hasText: 'since' }).first().waitFor();
  return page.locator('.codelens-decoration a', { hasText: 'since' }).allInnerTexts();
}

// Through the real git extension.
describe('reviews of repositories of all kinds', () => {
  it('a detached head behind a merge, a moved file with spaces, a submodule, a thousand commits', async () => {
    const inner = repositoryWith({ 'inner.yaml': more(2, 'inner') });
    const { path, git, write, commit } = repositoryWith({
      'a file.yaml': llama8bText,
      'other.yaml': more(2, 'other'),
    });
    longHistory(path, 'other.yaml', 1000, (index) => more(2 + (index % 7), 'other'));
    git(
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      `file://${inner.path}`,
      'sub',
    );
    commit('submodule');
    git('switch', '--quiet', '--create', 'feature');
    write('in a folder/.keep', '');
    git('mv', 'a file.yaml', 'in a folder/chat two.yaml');
    commit('moved');
    git('switch', '--quiet', 'main');
    write('other.yaml', more(20, 'other'));
    commit('elsewhere');
    git('switch', '--quiet', 'feature');
    git('merge', '--quiet', '--no-edit', 'main');
    git('checkout', '--quiet', '--detach');
    write('in a folder/chat two.yaml', more(5));
    await withWorkbench(
      { folder: path, file: 'in a folder/chat two.yaml', host: 'node' },
      async (page) => {
        await firstLens(page).waitFor();
        await doSteps(page, [
          ...sinceMain,
          'see=Review since main',
          'see=moved from a file.yaml',
          'see=replicas 2 to 5',
          'see=1 changed, 2 the same',
        ]);
        expect(await lensesOf(page)).toEqual([
          expect.stringMatching(/^\+\$[\d,]+\/mo \(\+\d+%\) since main$/),
        ]);
      },
    );
  });

  it('a shallow clone in which the branches have no commit in common', async () => {
    const origin = repositoryWith({ 'chat.yaml': llama8bText });
    origin.git('switch', '--quiet', '--create', 'feature');
    origin.write('chat.yaml', more(3));
    origin.commit('three');
    origin.git('switch', '--quiet', 'main');
    origin.write('chat.yaml', more(4));
    origin.commit('four');
    const clone = join(folderWith({}), 'clone');
    runGit(origin.path, [
      'clone',
      '--quiet',
      '--depth=1',
      '--no-single-branch',
      '--branch=feature',
      `file://${origin.path}`,
      clone,
    ]);
    await withWorkbench({ folder: clone, file: 'chat.yaml', host: 'node' }, async (page) => {
      await firstLens(page).waitFor();
      await doSteps(page, sinceMain);
      await doSteps(page, ['see=have no commit in common. In a shallow clone']);
      await doSteps(page, [
        'command=Serving Cost: Review Changes',
        'pick=Branch, tag or commit…',
        'see=origin/feature',
        'pick=origin/main',
        'see=Review since main',
        'see=replicas 4 to 3',
      ]);
    });
  });
});

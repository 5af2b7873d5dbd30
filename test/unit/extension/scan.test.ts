import { describe, expect, test } from 'vitest';
import type { SourceDocument } from '../../../src/core/model/document.ts';
import { scanTree, type Disk, type ScanOptions, type Unread } from '../../../src/extension/scan.ts';

/** A disk of texts by path; a number is a file that cannot be read. Remembers how it was used. */
function diskOf(files: Readonly<Record<string, string | number>>) {
  const seen = { reads: [] as string[], lists: [] as string[], most: 0 };
  let running = 0;
  async function turn(): Promise<void> {
    seen.most = Math.max(seen.most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 0));
    running--;
  }
  const disk: Disk<string> = {
    async list(folder) {
      seen.lists.push(folder);
      await turn();
      const below = Object.keys(files).filter((path) => path.startsWith(`${folder}/`));
      const names = new Set(below.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''));
      return [...names].sort().map((name) => {
        const place = `${folder}/${name}`;
        return { name, kind: place in files ? ('file' as const) : ('folder' as const), place };
      });
    },
    async read(uri): Promise<SourceDocument | Unread> {
      seen.reads.push(uri);
      await turn();
      const text = files[uri];
      return typeof text === 'string'
        ? { uri, version: 0, text }
        : { uri, reason: 'could not be read' };
    },
  };
  return { disk, seen };
}

function optionsWith(given: Partial<ScanOptions<string>> = {}): ScanOptions<string> {
  return {
    isCancelled: () => false,
    isConfigName: (name) => name.endsWith('.yaml'),
    isCandidate: ({ text }) => text.includes('vllm'),
    isLeftOut: ({ name }) => name === 'node_modules',
    usesIgnoreFiles: true,
    progress: () => undefined,
    depth: 12,
    ...given,
  };
}

const many = Object.fromEntries(
  Array.from({ length: 2000 }, (_, index) => [
    `/r/team-${index % 50}/${index}.yaml`,
    index % 97 === 7 ? 'image: vllm' : 'name: shop',
  ]),
);

test('finds candidates anywhere below, in the same order every time', async () => {
  const { disk } = diskOf({ '/r/b/c/d.yaml': 'vllm', '/r/a.yaml': 'vllm', '/r/b/x.yaml': 'shop' });
  const { documents, skipped } = await scanTree('/r', disk, optionsWith());
  expect(documents.map(({ uri }) => uri)).toEqual(['/r/a.yaml', '/r/b/c/d.yaml']);
  expect(skipped).toEqual([]);
});

test('reads nothing that its name or folder rules out', async () => {
  const { disk, seen } = diskOf({
    '/r/main.ts': 'vllm',
    '/r/node_modules/a/b.yaml': 'vllm',
    '/r/a.yaml': 'vllm',
  });
  await scanTree('/r', disk, optionsWith());
  expect(seen.reads).toEqual(['/r/a.yaml']);
  expect(seen.lists).toEqual(['/r']);
});

test('leaves out folders that git ignores, wherever that is written', async () => {
  const files = {
    '/r/.gitignore': '# built\ndist/\n/rendered\n!charts/dist\nsecret.yaml\n',
    '/r/a.yaml': 'vllm',
    '/r/dist/b.yaml': 'vllm',
    '/r/charts/dist/c.yaml': 'vllm',
    '/r/charts/rendered/d.yaml': 'vllm',
    '/r/charts/.gitignore': 'tmp/*\r\n!tmp/kept\r\n',
    '/r/charts/tmp/gone/e.yaml': 'vllm',
    '/r/charts/tmp/kept/f.yaml': 'vllm',
    '/r/rendered/g.yaml': 'vllm',
    '/r/secret.yaml': 'vllm',
  };
  const found = async (usesIgnoreFiles: boolean) => {
    const { disk } = diskOf(files);
    const { documents } = await scanTree('/r', disk, optionsWith({ usesIgnoreFiles }));
    return documents.map(({ uri }) => uri);
  };
  expect(await found(true)).toEqual([
    '/r/a.yaml',
    // A file may be tracked though a pattern fits it: only folders are left out.
    '/r/secret.yaml',
    '/r/charts/dist/c.yaml',
    '/r/charts/rendered/d.yaml',
    '/r/charts/tmp/kept/f.yaml',
  ]);
  expect(await found(false)).toHaveLength(8);
});

test('goes no deeper than it may', async () => {
  const { disk } = diskOf({ '/r/a/b/deep.yaml': 'vllm', '/r/a/near.yaml': 'vllm' });
  const { documents } = await scanTree('/r', disk, optionsWith({ depth: 2 }));
  expect(documents.map(({ uri }) => uri)).toEqual(['/r/a/near.yaml']);
});

test('names what could not be read', async () => {
  const { disk } = diskOf({ '/r/a.yaml': 'vllm', '/r/b.yaml': 0 });
  expect((await scanTree('/r', disk, optionsWith())).skipped).toEqual([
    { uri: '/r/b.yaml', reason: 'could not be read' },
  ]);
});

describe('in a large folder', () => {
  test('some files are read at once, but not many', async () => {
    const { disk, seen } = diskOf(many);
    const told: (readonly [number, number | null])[] = [];
    const { documents } = await scanTree(
      '/r',
      disk,
      optionsWith({ progress: (done, of) => told.push([done, of]) }),
    );
    expect(documents).toHaveLength(21);
    expect(seen.most).toBeGreaterThan(1);
    expect(seen.most).toBeLessThanOrEqual(16);
    expect(told).toContainEqual([2000, null]);
    expect(told.at(-1)).toEqual([2000, 2000]);
  });

  test('cancelled, it stops and has what was read until then', async () => {
    const { disk, seen } = diskOf(many);
    const { documents } = await scanTree(
      '/r',
      disk,
      optionsWith({ isCancelled: () => seen.reads.length >= 1000 }),
    );
    expect(seen.reads.length).toBeLessThan(1000 + 16);
    expect(documents.length).toBeGreaterThan(0);
    expect(documents.length).toBeLessThan(21);
  });

  test('cancelled before it began, it reads nothing', async () => {
    const { disk, seen } = diskOf(many);
    await scanTree('/r', disk, optionsWith({ isCancelled: () => true }));
    expect(seen).toMatchObject({ reads: [], lists: [] });
  });
});

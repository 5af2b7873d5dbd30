import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Where the pages leave a path's beginning out. */
const roots = ['', 'src', 'src/core', 'src/core/formats'];

const architecture = readFileSync('docs/architecture.md', 'utf8');

/** What stands between backticks outside blocks of code. */
function codeSpans(page: string): readonly string[] {
  const prose = page.replace(/^ *```[\s\S]*?^ *```/gm, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].flatMap(([, span]) => span ?? []);
}

/** The spans that name a file or a folder; `rules/<code>.ts` names the folder. */
function pathsOf(page: string): readonly string[] {
  return codeSpans(page)
    .map((span) => span.replace(/<.*$/, ''))
    .filter((span) => /^[\w./-]+$/.test(span))
    .filter((span) => /\w\/|\.(?:ts|mjs|json|css)$/.test(span) && !span.endsWith('.d.ts'));
}

/** The places a path of a page may stand for, those that exist. */
function placesOf(path: string): readonly string[] {
  return roots.map((root) => join(root, path)).filter((place) => existsSync(place));
}

/** The folders below one, as many levels deep, `/` between their names. */
function foldersIn(folder: string, levels: number): readonly string[] {
  if (levels === 0) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`)
    .flatMap((path) => [path, ...foldersIn(path, levels - 1)]);
}

/** The texts of all sources that pages name: of the product, and what its tests use. */
function sourceTexts(): readonly string[] {
  return ['src', 'webview', 'test/support'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(folder, path), 'utf8')),
  );
}

/** What is built or downloaded and not in the repository. */
const ignored = readFileSync('.gitignore', 'utf8').match(/^[^#\n]+/gm) ?? [];

describe.each(['docs/architecture.md', 'docs/guides.md', 'CONTRIBUTING.md'])('%s', (file) => {
  const page = readFileSync(file, 'utf8');

  it('names files and folders that exist', () => {
    const paths = pathsOf(page);
    expect(paths.length).toBeGreaterThan(10);
    const isBuilt = (path: string): boolean => ignored.some((each) => path.startsWith(each));
    expect(paths.filter((path) => !isBuilt(path) && placesOf(path).length === 0)).toEqual([]);
  });

  it('links to what is there', () => {
    const targets = [...page.matchAll(/\]\((?!\w+:)([^)#]+)/g)].flatMap(([, to]) => to ?? []);
    expect(targets.length).toBeGreaterThan(0);
    const folder = file.replace(/[^/]*$/, '');
    expect(targets.filter((target) => !existsSync(join(folder, target)))).toEqual([]);
  });

  it('names functions and fields that exist', () => {
    const text = [...sourceTexts(), readFileSync('package.json', 'utf8')].join('\n');
    const names = codeSpans(page).flatMap(
      (span) => /^[a-z]+[A-Z]\w*(?=$|\()/.exec(span)?.[0] ?? [],
    );
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });
});

describe('the architecture page', () => {
  it('explains every folder', () => {
    const explained = new Set(
      pathsOf(architecture)
        .flatMap(placesOf)
        .map((place) => place.replace(/[\\/]$/, '')),
    );
    const folders = [
      ...foldersIn('src', 2),
      ...foldersIn('src/core', 2),
      ...foldersIn('webview', 1),
    ];
    expect(folders.length).toBeGreaterThan(50);
    expect(folders.filter((folder) => !explained.has(folder))).toEqual([]);
  });

  it('lists the layers that the linter knows, in its order', () => {
    const config = readFileSync('eslint.config.mjs', 'utf8');
    const [, list = ''] = /const layers = \[([^\]]*)\]/.exec(config) ?? [];
    const linted = [...list.matchAll(/'(\w+)'/g)].flatMap(([, name]) => name ?? []);
    const [, table = ''] =
      /\| layer \(`src\/core\/…`\)[^\n]*\n((?:\|[^\n]*\n)+)/.exec(architecture) ?? [];
    const cells = [...table.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell]) => cell ?? []);
    const listed = cells.flatMap(codeSpans).map((span) => span.replace(/\/$|\.ts$/, ''));
    expect(linted.length).toBeGreaterThan(15);
    expect([...new Set(listed)]).toEqual(linted);
  });

  it('leaves no layer to itself', () => {
    const config = readFileSync('eslint.config.mjs', 'utf8');
    const layers = foldersIn('src/core', 1).map((path) => path.split('/').at(-1) ?? '');
    expect(layers.filter((layer) => !config.includes(`'${layer}'`))).toEqual([]);
  });
});

import fc from 'fast-check';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import type { SourceDocument } from '../../src/core/model/document.ts';
import { manifest } from '../bench/manifest.ts';

/** Folders of configs that people edit. */
export const editedFolders: readonly {
  readonly name: string;
  readonly documents: readonly SourceDocument[];
}[] = [
  ...exampleFolders(),
  {
    name: 'a manifest of three servers',
    documents: [{ uri: 'file:///servers.yaml', version: 1, text: manifest(3) }],
  },
];

const lines = editedFolders
  .flatMap(({ documents }) => documents.flatMap(({ text }) => text.split('\n')))
  .filter((line) => line.trim() !== '');

const comments = [
  '# serving-cost: 3 rps, 500 in, 200 out',
  '# serving-cost: ignore idle-capacity -- on purpose',
  '# serving-cost: ignore oversized, unknown-accelerator until 2026-01-01',
];

const assumptions = [
  'workload: { requestsPerSecond: 3 }\n',
  'workload: { requestsPerSecond: 30, shape: spiky }\nprovider: gcp\n',
  'accelerator: L4\nregion: us-east-1\n',
  'policies: { budgets: { total: 100 } }\nrules: { idle-capacity: off }\n',
  'workload: { latency: { ttftMs: 500\n',
];

/** What hands and tools do to a folder: `place` chooses where, as a share of the lines there are, `other` chooses what. */
export const anyEdit = fc.record({
  file: fc.nat(),
  place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  other: fc.nat(),
  kind: fc.constantFrom(
    'number',
    'number',
    'word',
    'comment',
    'delete',
    'repeat',
    'type',
    'swap',
    'indent',
    'borrow',
    'say',
    'undo',
    'assume',
    'remove',
  ),
});

export type Edit = typeof anyEdit extends fc.Arbitrary<infer E> ? E : never;

/** The documents after an edit. `history` are those before it, the latest last: `undo` goes back to any of them. */
export function afterEdit(
  history: readonly (readonly SourceDocument[])[],
  edit: Edit,
): readonly SourceDocument[] {
  const documents = history.at(-1) ?? [];
  const changed = edit.file % documents.length;
  switch (edit.kind) {
    case 'undo':
      return history[edit.other % history.length] ?? documents;
    case 'assume': {
      const uri = `${documents[0]?.uri.replace(/[^/]*$/, '') ?? ''}.servingcost.yaml`;
      const text = assumptions[edit.other % assumptions.length] ?? '';
      return [...documents.filter((one) => one.uri !== uri), { uri, version: 1, text }];
    }
    case 'remove':
      return documents.length < 2 ? documents : documents.filter((_, index) => index !== changed);
    default:
      return documents.map((document, index) =>
        index === changed ? { ...document, text: editedText(document.text, edit) } : document,
      );
  }
}

function editedText(text: string, { place, kind, other }: Edit): string {
  if (kind === 'swap') {
    const parts = text.split(/^---\n/m);
    const at = Math.floor(place * parts.length);
    return [...parts.slice(at), ...parts.slice(0, at)].join('---\n');
  }
  const written = text.split('\n');
  const wanted = kind === 'number' ? /\d/ : kind === 'word' ? /\w{3}/ : /(?:)/;
  const places = [...written.keys()].filter((line) => wanted.test(written[line] ?? ''));
  const at = places[Math.floor(place * places.length)] ?? 0;
  written.splice(at, 1, ...instead(written[at] ?? '', kind, at, other));
  return written.join('\n');
}

function instead(line: string, kind: Edit['kind'], at: number, other: number): readonly string[] {
  const indentation = /^\s*/.exec(line)?.[0] ?? '';
  switch (kind) {
    case 'number':
      return [line.replace(/\d+/, (digits) => String(Number(digits) + 13))];
    case 'word':
      return [line.replace(/\w{3}/, 'ab')];
    case 'comment':
      return [`# ${'x'.repeat(at % 7)}`, line];
    case 'say':
      return [indentation + (comments[other % comments.length] ?? ''), line];
    case 'delete':
      return [];
    case 'repeat':
      return [line, line];
    case 'indent':
      return [`  ${line}`];
    case 'borrow':
      return [...(other % 2 === 0 ? [line] : []), lines[other % lines.length] ?? ''];
    default:
      return [`${line} x`];
  }
}

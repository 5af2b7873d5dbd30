import type * as z from 'zod';
import type { Finding } from '../model/finding.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { expectation } from '../catalog/expectation.ts';
import { closestWord } from './closestWord.ts';
import { fileFinding, fileFix } from './fileFinding.ts';
import { entryAt, spanAt, type NodePath } from './nodePath.ts';
import { schemaAt } from './schemaAt.ts';

const code = 'assumptions-file';

/** Mistakes in an assumptions file in plain words, each at the key or value that is wrong. */
export function describeMistake(
  issue: z.core.$ZodIssue,
  root: SyntaxNode,
  uri: string,
): readonly Finding[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  const base = { code, level: 'warning', uri } as const;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      fileFinding({ ...base, ...describeUnknownKey(key, path, root, uri) }),
    );
  }
  const missing = path.length > 0 && entryAt(root, path) === null && isKey(path);
  const span = missing ? spanAt(root, path.slice(0, -1)) : spanAt(root, path);
  const name = path.join('.') || 'This file';
  const message = missing
    ? `${path.slice(0, -1).join('.')} needs ${String(path.at(-1))}.`
    : `${name} must be ${expectation(issue)}.`;
  return [fileFinding({ ...base, span, message })];
}

function describeUnknownKey(
  key: string,
  path: NodePath,
  root: SyntaxNode,
  uri: string,
): Pick<Finding, 'span' | 'message' | 'fixes'> {
  const span = entryAt(root, [...path, key])?.keySpan ?? spanAt(root, path);
  const nearest = closestWord(key, schemaAt(path)?.keys ?? []);
  if (nearest === null) return { span, message: `${key} is not known here.`, fixes: [] };
  return {
    span,
    message: `${key} is not known here; did you mean ${nearest}?`,
    fixes: [
      fileFix(`${uri}:${code}:${[...path, key].join('.')}`, `Rename to ${nearest}`, uri, [
        { span, newText: nearest },
      ]),
    ],
  };
}

function isKey(path: NodePath): boolean {
  return typeof path.at(-1) === 'string';
}

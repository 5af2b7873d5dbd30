import type { Span } from '../text/span.ts';
import { readScalarSource } from './scalarSource.ts';
import { moveSpans } from './shift.ts';
import type { ScalarNode, SyntaxDocument } from './tree.ts';
import { readYamlDocument } from './yaml.ts';

/**
 * Reads a YAML document that stands in a scalar of another one (`serveConfigV2: |`, the files of a ConfigMap). Spans
 * are places in the outer file. Null for a text that is no collection.
 */
export function readEmbedded(fileText: string, scalar: ScalarNode): SyntaxDocument | null {
  const { text, starts, ends } = readScalarSource(fileText, scalar);
  if (!/[:{[-]/.test(text)) return null;
  const document = readYamlDocument(text);
  if (document.root === null || document.root.kind === 'scalar') return null;
  const startOf = (offset: number): number => starts[offset] ?? scalar.span.end;
  return moveSpans(document, ({ start, end }): Span => {
    const from = startOf(start);
    return {
      start: from,
      end: end > start ? Math.max(from, ends[end - 1] ?? scalar.span.end) : from,
    };
  });
}

/** True where inserted lines come out in the embedded text as they are written: only a literal block leaves them alone. */
export function isEditableText({ style }: ScalarNode): boolean {
  return style === 'literal';
}

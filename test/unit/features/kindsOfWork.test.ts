import { describe, expect, test } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver-types';
import { analyze } from '../../../src/core/analyze.ts';
import { getCodeLenses } from '../../../src/core/features/codeLens.ts';
import { getHover } from '../../../src/core/features/hover.ts';
import { sourcesOf } from '../../../src/core/features/sources.ts';
import { testEnvironment } from '../../support/environment.ts';
import { kindsOfWork, workDocument } from '../../support/kindsOfWork.ts';

function shown(kind: keyof typeof kindsOfWork): { lens: string; hover: string } {
  const document = workDocument(kind);
  const analysis = analyze([document], testEnvironment());
  const [one] = analysis.deployments;
  if (one === undefined) return expect.fail('no deployment');
  const { start } = sourcesOf(analysis).range(document.uri, one.deployment.nameSpan);
  const hover = getHover(analysis, document.uri, start)?.contents as MarkupContent;
  const [lens] = getCodeLenses(analysis, document.uri);
  return { lens: lens?.command?.title ?? '', hover: hover.value };
}

describe('each kind of model', () => {
  test.each([
    ['chat', '/1M tokens'],
    ['images', '/image'],
    ['speech', '/audio hour'],
    ['vision', '/1k predictions'],
    ['vectors', '/1M tokens'],
    ['classical', '/1k predictions'],
  ] as const)('%s costs by what it answers with: %s', (kind, unit) => {
    const { lens, hover } = shown(kind);
    expect(lens).toContain(unit);
    expect(hover).toContain(unit);
  });

  test('only what is written token by token has a first token', () => {
    expect(shown('chat').hover).toMatch(/TTFT .* TPOT/);
    for (const kind of ['images', 'speech', 'vision', 'vectors', 'classical'] as const) {
      expect(shown(kind).hover).toContain('latency');
      expect(shown(kind).hover).not.toMatch(/TTFT|TPOT/);
    }
  });

  test.each(Object.keys(kindsOfWork) as (keyof typeof kindsOfWork)[])(
    '%s has a hover of at most twelve lines that are seen, the last one with the links',
    (kind) => {
      const lines = shown(kind)
        .hover.split('\n')
        .filter((line) => line !== '' && !line.startsWith('|:'));
      expect(lines.length).toBeLessThanOrEqual(12);
      expect(lines.at(-1)).toContain('command:servingCost.showReport');
    },
  );

  test('what is extrapolated comes with a range', () => {
    expect(shown('classical').hover).toMatch(/latency [\d.]+ ms \([\d.]+–[\d.]+ m?s\)/);
  });
});

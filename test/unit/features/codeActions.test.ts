import { describe, expect, test } from 'vitest';
import type { TextDocumentEdit } from 'vscode-languageserver-types';
import { getCodeActions } from '../../../src/core/features/codeActions.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';
import { kserveUri, llamaUri } from '../../support/sampleTexts.ts';

const line = (number: number) => ({
  start: { line: number - 1, character: 40 },
  end: { line: number - 1, character: 40 },
});
const whole = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

test('titles carry the measured saving and what it costs in return', () => {
  const actions = getCodeActions(sampleAnalysis, llamaUri, whole);
  expect(actions.map(({ title, isPreferred }) => [title, isPreferred ?? false])).toEqual([
    [
      'Quantize to INT8 on one accelerator (saves $5,010/mo, −0.3 points of benchmark accuracy)',
      true,
    ],
    ['Run on spot instances (saves $5,820/mo, needs a step by hand)', true],
    ['State the workload here, in a comment', false],
    ['Ignore quantize for this deployment…', false],
    ['Ignore spot for this deployment…', false],
  ]);
  expect(actions.every(({ kind }) => kind === 'quickfix')).toBe(true);
});

test('only findings that touch the range are answered', () => {
  expect(getCodeActions(sampleAnalysis, llamaUri, line(12))[0]?.title).toMatch(/^Run on spot/);
  expect(getCodeActions(sampleAnalysis, llamaUri, line(2))).toEqual([]);
});

test('edits name the version they were made for', () => {
  const [quantize] = getCodeActions(sampleAnalysis, llamaUri, whole);
  expect(quantize?.edit?.documentChanges).toEqual([
    {
      textDocument: { uri: llamaUri, version: 1 },
      edits: [
        {
          range: { start: { line: 17, character: 37 }, end: { line: 17, character: 38 } },
          newText: '1',
        },
        {
          range: { start: { line: 22, character: 30 }, end: { line: 22, character: 31 } },
          newText: '1',
        },
      ],
    },
  ]);
});

describe('an unnamed accelerator', () => {
  const actions = getCodeActions(
    sampleAnalysis,
    kserveUri,
    line(17).start.line === 16 ? whole : whole,
  );

  test('can be settled in a file that does not exist yet', () => {
    const [create, insert] = actions[0]?.edit?.documentChanges ?? [];
    expect(create).toMatchObject({ kind: 'create', uri: 'file:///repo/.servingcost.yaml' });
    expect((insert as TextDocumentEdit).edits).toMatchObject([{ newText: 'accelerator: L4\n' }]);
  });

  test('says what costs the same and what costs more', () => {
    expect(actions.slice(0, 2).map(({ title }) => title)).toEqual([
      'Name L4 in .servingcost.yaml (costs the same)',
      'Name A10G in .servingcost.yaml (costs $176/mo more)',
    ]);
  });

  test('a finding that a person must settle is disabled, with the reason', () => {
    const disabled = actions.find((action) => action.disabled !== undefined);
    expect(disabled?.title).toBe('No automatic fix for does-not-fit');
    expect(disabled?.disabled?.reason).toContain('needs 133 GiB');
    expect(disabled?.edit).toBeUndefined();
  });
});

test('safe fixes are offered together from two on, with the saving they have together', () => {
  const edits = [{ uri: llamaUri, edits: [{ span: { start: 0, end: 0 }, newText: '# x\n' }] }];
  const titles = (applied: readonly string[]) =>
    getCodeActions(sampleAnalysis, llamaUri, whole, { edits, applied, monthlySaving: 3120 }).map(
      ({ title }) => title,
    );
  expect(titles(['a', 'b'])).toContain('Apply all safe fixes (saves $3,120/mo together)');
  expect(titles(['a']).join()).not.toContain('Apply all');
});

test('ignoring asks the editor, naming deployment and finding', () => {
  const ignore = getCodeActions(sampleAnalysis, llamaUri, line(12)).at(-1);
  expect(ignore?.command).toMatchObject({
    command: 'servingCost.ignoreFinding',
    arguments: [
      { uri: llamaUri, code: 'spot', deploymentId: `${llamaUri}#Deployment/default/llama-70b` },
    ],
  });
});

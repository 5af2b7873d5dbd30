import { expect, test } from 'vitest';
import { getInlayHints, type InlayHintOptions } from '../../../src/core/features/inlayHints.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';
import { kserveText, kserveUri, llamaText, llamaUri } from '../../support/sampleTexts.ts';

const lines = (from: number, to: number) => ({
  start: { line: from, character: 0 },
  end: { line: to, character: 0 },
});

/** Lines of the text with the hint where it is drawn. */
function shown(uri: string, range = lines(0, 1000), options: InlayHintOptions = {}): string[] {
  const text = uri === llamaUri ? llamaText : kserveText;
  return getInlayHints(sampleAnalysis, uri, range, options).map(({ position, label }) => {
    const line = text.split('\n')[position.line] ?? '';
    return `${line.slice(0, position.character).trim()} ‹${label as string}›${line.slice(position.character)}`;
  });
}

test('each line says what it costs or does', () => {
  expect(shown(llamaUri)).toEqual([
    'replicas: 2 ‹$5,010/mo each›',
    'nvidia.com/gpu: 2 ‹$6.8618/h · 72 GiB usable›',
    '- --max-model-len=32768 ‹KV for 1 request›',
    '- --max-num-seqs=256 ‹KV holds 41›',
    'node.kubernetes.io/instance-type: p4de.24xlarge ‹$27.447/h · 25% used›',
    'node.kubernetes.io/instance-type: c7i.2xlarge ‹$0.357/h›',
  ]);
});

test('a minimum says what it costs to stand idle, and a price that is not known is not given', () => {
  expect(shown(kserveUri)).toEqual([
    'minReplicas: 1 ‹$588/mo idle›',
    'nvidia.com/gpu: "1" ‹3 accelerators fit›',
    'nvidia.com/gpu: 1 ‹20.2 GiB usable›',
    'node.kubernetes.io/instance-type: g6.xlarge ‹$0.8048/h›',
  ]);
});

test('only what the editor shows', () => {
  expect(shown(llamaUri, lines(7, 8))).toEqual(['replicas: 2 ‹$5,010/mo each›']);
});

test('each kind has its switch', () => {
  expect(shown(llamaUri, lines(0, 1000), { kinds: new Set(['sequences']) })).toEqual([
    '- --max-num-seqs=256 ‹KV holds 41›',
  ]);
});

test('one hint a line, and none where two deployments share a line and disagree', () => {
  const [, , first] = sampleAnalysis.deployments;
  if (first === undefined) throw new Error('no sample');
  const twin = {
    ...first,
    deployment: { ...first.deployment, id: 'twin' },
    estimate: { ...first.estimate, replicas: { min: 4, expected: 4, max: 4 } },
  };
  const shared = { ...sampleAnalysis, deployments: [first, twin] };
  const hints = getInlayHints(shared, llamaUri, lines(0, 1000));
  expect(hints.map(({ label }) => label)).not.toContain('$5,010/mo each');
  expect(new Set(hints.map(({ position }) => position.line)).size).toBe(hints.length);
  expect(hints.map(({ label }) => label)).toContain('KV holds 41');
});

test('a machine that is named and used whole has its price once', () => {
  const [, , first] = sampleAnalysis.deployments;
  if (first?.estimate.hardware == null) throw new Error('no sample');
  const hardware = { ...first.estimate.hardware, nodeShare: 1 };
  const whole = { ...first, estimate: { ...first.estimate, hardware } };
  const hints = getInlayHints(
    { ...sampleAnalysis, deployments: [whole] },
    llamaUri,
    lines(0, 1000),
  );
  expect(hints.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['72 GiB usable', '$27.447/h']),
  );
});

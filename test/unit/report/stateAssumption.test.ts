import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { stateAssumption } from '../../../src/core/report/stateAssumption.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { testEnvironment } from '../../support/environment.ts';
import { llama8bText } from '../../support/llama8bText.ts';

const config = { uri: 'file:///repo/chat.yaml', version: 1, text: llama8bText };
const stated = (text: string) => ({ uri: 'file:///repo/.servingcost.yaml', version: 1, text });

/** The assumptions file after an assumption was stated in it, or the reason against it. */
function written(
  text: string | null,
  name: string,
  value: string,
  scope: 'deployment' | 'all',
): string {
  const documents = text === null ? [config] : [config, stated(text)];
  const analysis = analyze(documents, testEnvironment());
  const deploymentId = analysis.deployments[0]?.deployment.id ?? '';
  const proposal = stateAssumption(analysis, { deploymentId, name, value, scope });
  if ('refused' in proposal) return proposal.refused;
  return proposal.edits.map(({ edits }) => applyEdits(text ?? '', edits)).join('');
}

describe('an assumption that a person states', () => {
  test('stands in a new file, for its deployment or for all', () => {
    expect(written(null, 'requests', '12.5', 'deployment')).toMatch(
      /deployments:\n {2}chat:\n {4}workload:\n {6}requestsPerSecond: 12.5\n/,
    );
    const forAll = written(null, 'requests', '1,200', 'all');
    expect(forAll).toContain('requestsPerSecond: 1200');
    expect(forAll).not.toContain('deployments');
  });

  test('goes beside what is there, and into an empty file', () => {
    expect(written('# ours\nregion: us-west-2\n', 'region', 'us-east-1', 'all')).toBe(
      '# ours\nregion: us-east-1\n',
    );
    expect(written('', 'shape', 'steady', 'all')).toContain('shape: steady');
  });

  test('is refused where it makes no sense, in words', () => {
    expect(written(null, 'requests', 'many', 'all')).toBe('many is no number.');
    expect(written(null, 'requests', ' ', 'all')).toBe('A value is needed.');
    expect(written(null, 'shape', 'round', 'all')).toMatch(/shape/i);
    expect(written(null, 'hours', '3', 'all')).toBe('There is no such assumption any more.');
  });

  test('is what the next analysis takes', () => {
    const text = written(null, 'requests', '3', 'deployment');
    const { deployments } = analyze([config, stated(text)], testEnvironment());
    expect(deployments[0]?.workload.requestsPerSecond.value).toBe(3);
  });
});

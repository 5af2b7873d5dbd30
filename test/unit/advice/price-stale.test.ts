import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { daysBefore } from '../../../src/core/advice/priceAge.ts';
import { vllmDeployment } from '../../support/deploymentText.ts';
import { testEnvironment } from '../../support/environment.ts';

const text = ['a', 'b']
  .map((name) =>
    vllmDeployment({
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      selector: { 'node.kubernetes.io/instance-type': 'g6e.xlarge' },
    }).replace('name: chat #', `name: ${name} #`),
  )
  .join('---\n');

function saidOn(today: string, assumptions = 'version: 1\n'): string[] {
  const { deployments } = analyze(
    [
      { uri: 'file:///repo/serving.yaml', version: 1, text },
      { uri: 'file:///repo/.servingcost.yaml', version: 1, text: assumptions },
    ],
    testEnvironment({ today }),
  );
  return deployments.flatMap(({ deployment, findings }) =>
    findings
      .filter(({ code }) => code === 'price-stale')
      .map(({ message }) => `${deployment.name}: ${message}`),
  );
}

describe('price-stale', () => {
  it('is said once for all, at the first deployment, when half a year has passed', () => {
    expect(saidOn('2026-09-01')).toEqual([]);
    const messages = saidOn('2027-09-01');
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(
      /^a: \$[\d,]+\/mo, \d+% of all .* more than 180 days ago \(the oldest of 202\d-\d\d-\d\d\)/,
    );
  });

  it('takes the days from the assumptions', () => {
    expect(saidOn('2027-09-01', 'version: 1\nmaxPriceAgeDays: 3000\n')).toEqual([]);
    expect(saidOn('2026-09-01', 'version: 1\nmaxPriceAgeDays: 10\n')).toHaveLength(1);
  });

  it('leaves out what rests on prices of one’s own', () => {
    const shareIn = (messages: readonly string[]): number =>
      Number(/(\d+)% of all/.exec(messages[0] ?? '')?.[1] ?? 0);
    const own = 'version: 1\nprices:\n  g6e.xlarge: 1.5\n';
    expect(shareIn(saidOn('2027-09-01'))).toBe(100);
    expect(shareIn(saidOn('2027-09-01', own))).toBeLessThan(50);
  });
});

describe('days before a day', () => {
  it('are counted over months, years and leap days', () => {
    expect(daysBefore('2026-11-27', 0)).toBe('2026-11-27');
    expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
    expect(daysBefore('2024-03-01', 1)).toBe('2024-02-29');
    expect(daysBefore('2026-01-01', 1)).toBe('2025-12-31');
    expect(daysBefore('2026-11-27', 180)).toBe('2026-05-31');
    expect(daysBefore('2001-01-01', 366)).toBe('2000-01-01');
  });
});

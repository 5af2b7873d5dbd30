import { describe, expect, it } from 'vitest';
import type { HostEvent } from '../../../scripts/host/events.ts';
import { toSuiteResult } from '../../../scripts/host/results.ts';
import { closingLine, crashed } from '../../../scripts/test/result.ts';

const passed: HostEvent = { kind: 'passed', title: 'lens shows', milliseconds: 3 };
const ended: HostEvent = { kind: 'ended' };

describe('the result of the suites inside VS Code', () => {
  it('counts what passed, failed and was skipped', () => {
    const failed: HostEvent = { kind: 'failed', title: 'hover shows', error: 'Error: nothing' };
    const skipped: HostEvent = { kind: 'skipped', title: 'later' };
    const result = toSuiteResult('host', 1, [passed, failed, skipped, ended]);
    expect(result).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
    expect(result.details).toEqual(['hover shows\nError: nothing']);
  });

  it('has failed when VS Code never began', () => {
    expect(toSuiteResult('host', 60, []).failed).toBe(1);
  });

  it('has failed when no test ran', () => {
    expect(toSuiteResult('host', 1, [ended]).failed).toBe(1);
  });

  it('has failed when it hung, and names the test that did', () => {
    const events: HostEvent[] = [passed, { kind: 'started', title: 'panel opens' }];
    const result = toSuiteResult('host', 90, events);
    expect(result.failed).toBe(1);
    expect(result.details.join()).toContain('panel opens');
  });
});

describe('the closing line', () => {
  it('adds up all suites, a crashed one as a failure', () => {
    const one = toSuiteResult('node', 1, [passed, ended]);
    expect(closingLine([one, one])).toBe('2 passed, 0 failed');
    expect(closingLine([one, crashed('web', 0, new Error('no server'))])).toBe(
      '1 passed, 1 failed',
    );
  });

  it('says how many were skipped where there are any', () => {
    const result = toSuiteResult('host', 1, [passed, { kind: 'skipped', title: 'later' }, ended]);
    expect(closingLine([result])).toBe('1 passed, 0 failed, 1 skipped');
  });
});

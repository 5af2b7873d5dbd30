import { expect, it } from 'vitest';
import { useReportPages } from './harness.ts';

const open = useReportPages();

it.each(['light', 'dark', 'hc', 'hc-light'] as const)(
  'starts under its content security policy and says that it is ready (%s)',
  async (theme) => {
    const report = await open({ theme });
    await report.received('ready');
    expect(await report.problems()).toEqual([]);
  },
);

import { describe, expect, test } from 'vitest';
import { historyChart } from '../../../src/core/history/historyChart.ts';
import { getPanelHistory } from '../../../src/core/history/panelHistory.ts';
import { renderHistory } from '../../../src/core/history/renderHistory.ts';
import { panelHistorySchema } from '../../../src/core/report/panelHistorySchema.ts';
import { historyOf, sampleHistory } from '../../support/sampleHistory.ts';
import { llama8bText } from '../../support/llama8bText.ts';

describe('formats', () => {
  test.each(['text', 'markdown', 'csv', 'json'] as const)('%s', async (format) => {
    const text = renderHistory(sampleHistory, format);
    await expect(text).toMatchFileSnapshot(
      `../../golden/history/history.${format === 'markdown' ? 'md' : format === 'text' ? 'txt' : format}`,
    );
    expect(text).toMatch(/\n$/);
  });

  test('rows of CSV have as many cells as there are titles', () => {
    const [titles = '', ...rows] = renderHistory(sampleHistory, 'csv').trimEnd().split('\r\n');
    expect(rows).toHaveLength(sampleHistory.commits.length);
    const cells = (line: string): number => line.replace(/"(?:[^"]|"")*"/g, '').split(',').length;
    expect(new Set([titles, ...rows].map(cells)).size).toBe(1);
  });

  test('a commit that changes much is cut in the terminal, and whole elsewhere', () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `${index}.yaml`,
        llama8bText.replace('name: chat ', `name: server-${index} `),
      ]),
    );
    const history = historyOf([
      { subject: 'many '.repeat(60), date: '2026-01-01T00:00:00Z', files },
    ]);
    const text = renderHistory(history, 'text');
    expect(text).toContain('and 22 more');
    expect(text.split('\n').every((line) => line.length <= 100)).toBe(true);
    expect(renderHistory(history, 'markdown')).toContain('server-29 added');
  });
});

describe('the chart', () => {
  const chart = historyChart(sampleHistory);

  test('a stop for each commit, the oldest first, and a gap where the month is not known', () => {
    expect(chart?.stops.map(({ title }) => title.slice(0, 10))).toEqual(
      sampleHistory.commits.toReversed().map(({ date }) => date.slice(0, 10)),
    );
    const steps = chart?.panes[0]?.series.filter(({ mark }) => mark === 'steps') ?? [];
    expect(steps.map(({ points, until }) => [points.map(({ x }) => x), until])).toEqual([
      [[0, 1, 2], 3],
      [[4, 5, 6], 7],
    ]);
    expect(chart?.stops[3]?.dots).toEqual([]);
    expect(chart?.stops[3]?.values).toContain('not known');
  });

  test('a band only where a month is a range', () => {
    const marks = (history: typeof sampleHistory) =>
      historyChart(history)?.panes[0]?.series.map(({ mark }) => mark);
    expect(marks(sampleHistory)).toContain('stepArea');
    const flat = historyOf([
      { subject: 'a', date: '2026-01-01T00:00:00Z', files: { 'chat.yaml': llama8bText } },
    ]);
    expect(marks(flat)).toEqual(['steps']);
    expect(historyChart(flat)?.columns.map(({ title }) => title)).toEqual([
      'Commit',
      'Expected',
      'Difference',
      'Subject',
    ]);
  });

  test('months on the axis, days where there are few of them, never too many', () => {
    expect(chart?.x.ticks.map(({ label }) => label)).toEqual([
      'May 2026',
      'Jun 2026',
      'Jul 2026',
      'Sep 2026',
      'Nov 2026',
    ]);
    const daily = historyOf(
      Array.from({ length: 40 }, (_, index) => ({
        subject: 'x',
        date: `2026-0${1 + Math.floor(index / 28)}-${String(1 + (index % 28)).padStart(2, '0')}T00:00:00Z`,
        files: { 'chat.yaml': llama8bText },
      })),
    );
    const ticks = historyChart(daily)?.x.ticks ?? [];
    expect(ticks[0]?.label).toBe('2026-01-01');
    expect(ticks.length).toBeLessThanOrEqual(12);
  });

  test('none where no month is known', () => {
    expect(
      historyChart(historyOf([{ subject: 'a', date: '', files: { 'chat.yaml': null } }])),
    ).toBeNull();
    expect(historyChart(historyOf([]))).toBeNull();
  });
});

describe('the page', () => {
  test('says what every row is, in words that the schema knows', () => {
    const page = getPanelHistory(sampleHistory, { hasMore: true, progress: 'Reading…' });
    expect(panelHistorySchema.parse(page)).toEqual(page);
    expect(page.rows.map(({ subject }) => subject)).toEqual(
      sampleHistory.commits.map(({ subject }) => subject),
    );
    expect(page.rows.find(({ subject }) => subject === 'Oops')).toMatchObject({
      month: 'not known',
      difference: { text: 'not known', value: null },
    });
    expect(page.notes[0]).toContain('a difference is a change of the configs');
  });

  test('that nothing was found is said when all was looked at', () => {
    expect(getPanelHistory(historyOf([]), { hasMore: true, progress: null }).summary).toBe('');
    expect(getPanelHistory(historyOf([]), { hasMore: false, progress: null }).summary).toBe(
      'No commit touches a serving config.',
    );
  });

  test('that the clone is cut is said at its end', () => {
    const cut = historyOf(
      [{ subject: 'a', date: '2026-01-01T00:00:00Z', files: { 'chat.yaml': llama8bText } }],
      true,
    );
    expect(getPanelHistory(cut, { hasMore: false, progress: null }).notes.join()).toContain(
      'shallow',
    );
    expect(getPanelHistory(cut, { hasMore: true, progress: null }).notes.join()).not.toContain(
      'shallow',
    );
  });
});

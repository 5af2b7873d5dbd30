import { describe, expect, it } from 'vitest';
import { courseTexts, startText } from '../../../src/core/report/demandText.ts';
import { formatDuration } from '../../../src/core/report/format.ts';

const calm = {
  waitingShare: 0,
  lateShare: 0,
  droppedShare: 0,
  refusedShare: 0,
  coldStartsPerMonth: 0,
  monthsUntilFull: null,
};
const start = { seconds: 260, lowerBound: false };

describe('what a reader hears of the week', () => {
  it('is nothing while every request is answered in time', () => {
    expect(courseTexts(calm, start)).toEqual([]);
    expect(courseTexts(null, start)).toEqual([]);
    expect(courseTexts({ ...calm, lateShare: 0.0001 }, start)).toEqual([]);
  });

  it('names each thing that happens to requests, and the starts', () => {
    const course = { ...calm, waitingShare: 0.17, droppedShare: 0.002, coldStartsPerMonth: 21.7 };
    expect(courseTexts(course, start)).toEqual([
      '17% of the requests wait for a replica to start',
      '<1% of the requests are dropped',
      '22 cold starts a month, 4 min 20 s each',
    ]);
  });

  it('says when growth reaches the maximum', () => {
    expect(courseTexts({ ...calm, monthsUntilFull: 7.4 }, start)[0]).toContain('7.4 months');
    expect(courseTexts({ ...calm, monthsUntilFull: 0 }, start)[0]).toContain('too small');
  });

  it('marks a start that takes at least as long', () => {
    expect(startText({ seconds: 180, lowerBound: true })).toBe('≥ 3 min');
  });
});

it.each([
  [0, '0 s'],
  [59.6, '1 min'],
  [45, '45 s'],
  [3600, '1 h'],
  [7190, '2 h'],
  [7500, '2 h 5 min'],
])('%s seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

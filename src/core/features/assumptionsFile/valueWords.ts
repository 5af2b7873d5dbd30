/** What a word means where a key takes one of a few, by key and word. */
const meanings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  shape: {
    steady: 'The same rate at every hour of the week.',
    'business-hours':
      'Full from 9 to 18 on weekdays, 40% in the two hours before and after, 5% otherwise.',
    diurnal: 'A sine over the day between 40% and 160% with its peak at 16:00, weekends at 80%.',
    spiky: 'An even rate, and two hours a day at five times that rate.',
    measured: 'As the series says, hour by hour.',
  },
  latencyClass: {
    'real-time': '200 ms to the first token unless limits are stated.',
    interactive: 'A person waits for the answer.',
    batch: 'No limits: a queue flattens each day.',
  },
  purchase: {
    'on-demand': 'List price by the hour, less a negotiated discount.',
    spot: 'Machines that may be taken back; see spot.onDemandShare and spot.interruptionRate.',
    'reserved-1y': 'A commitment for one year; see commitment.',
    'reserved-3y': 'A commitment for three years; see commitment.',
    serverless: 'Paid for the seconds in which it works; see serverless.',
    owned: 'Hardware of one’s own, written off over its years; see owned.',
  },
  schedule: {
    always: 'All hours of the month.',
    'business-hours': 'Weekdays 7 to 20: 65 hours a week.',
  },
  basis: {
    expected: 'The expected month is held against the budget.',
    max: 'The most that the month may come to is held against the budget.',
  },
};

export function valueWords(key: string, word: string): string {
  const words = Object.hasOwn(meanings, key) ? meanings[key] : undefined;
  return words !== undefined && Object.hasOwn(words, word) ? (words[word] ?? '') : '';
}

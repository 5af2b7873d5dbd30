import { describe, expect, it } from 'vitest';
import { hoursOf, prometheusEndpoint } from '../../../src/host/prometheusEndpoint.ts';

function endpoint(...args: Parameters<typeof prometheusEndpoint>) {
  const found = prometheusEndpoint(...args);
  if ('problem' in found) throw new Error(found.problem);
  return found;
}

describe('an endpoint', () => {
  it('is the address in front of the API, however it was copied', () => {
    const urls = [
      'https://mimir.example.com/prometheus',
      'https://mimir.example.com/prometheus/',
      'https://mimir.example.com/prometheus/api/v1/query?query=up',
      'https://mimir.example.com/prometheus/graph?g0.expr=up#x',
    ];
    for (const url of urls) {
      expect(endpoint(url, {}).url.href.replace(/\/$/, ''), url).toBe(
        'https://mimir.example.com/prometheus',
      );
    }
  });

  it('is asked by a token, or a name and password, and for a tenant', () => {
    const url = 'https://prom.example.com';
    expect(endpoint(url, {}).headers).toEqual({ accept: 'application/json' });
    expect(endpoint(url, { token: ' abc\n' }).headers.authorization).toBe('Bearer abc');
    expect(endpoint(url, { user: 'ada', password: 'pä' }).headers.authorization).toBe(
      `Basic ${Buffer.from('ada:pä').toString('base64')}`,
    );
    expect(endpoint(url, { tenant: 'team-a' }).headers['x-scope-orgid']).toBe('team-a');
  });

  it('is refused without repeating what is secret', () => {
    const problems = [
      prometheusEndpoint('https://ada:hunter2@prom', {}),
      prometheusEndpoint('http://prom.example.com', { token: 'hunter2' }),
      prometheusEndpoint('hunter2', {}),
      prometheusEndpoint('file:///etc/hunter2', {}),
      prometheusEndpoint('https://prom', { token: 'hunter2\r\nX-Evil: 1' }),
    ];
    for (const each of problems) {
      expect(each).toHaveProperty('problem');
      expect(JSON.stringify(each)).not.toContain('hunter2');
    }
    expect(prometheusEndpoint('http://127.0.0.1:9090', { token: 'x' })).not.toHaveProperty(
      'problem',
    );
  });
});

it('durations are hours, days or weeks', () => {
  expect(['12h', '7d', ' 4w '].map(hoursOf)).toEqual([12, 168, 672]);
  for (const text of ['', '7', '0d', '-1d', '1y', '7 days', '400d', '1e3h']) {
    expect(hoursOf(text), text).toBeNull();
  }
});

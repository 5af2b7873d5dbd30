import { describe, expect, it } from 'vitest';
import { oneOf, readMatchers } from '../../../src/core/measurements/prometheus/promql.ts';
import { readAnswer } from '../../../src/core/measurements/prometheus/answer.ts';

describe('matchers of a person', () => {
  it('are read with or without braces', () => {
    const both = ['namespace="prod"', 'cluster=~"eu-.*"'];
    expect(readMatchers('namespace="prod", cluster=~"eu-.*"')).toEqual(both);
    expect(readMatchers('{namespace="prod",cluster=~"eu-.*",}')).toEqual(both);
    expect(readMatchers('')).toEqual([]);
    expect(readMatchers('a="\\"x\\"}"')).toEqual(['a="\\"x\\"}"']);
  });

  it('that are none break no query', () => {
    for (const text of [
      'prod',
      'a=b',
      'a="b"} or up{c="d"',
      'a="b" b="c"',
      'a="b',
      '1a="b"',
      'a=="b"',
      'a="x\n"',
    ]) {
      expect(readMatchers(text), text).toBeNull();
    }
  });

  it('for several values hold none of their signs for a pattern', () => {
    expect(oneOf('model_name', ['a.b', 'c/d|e'])).toBe('model_name=~"a\\\\.b|c/d\\\\|e"');
  });
});

describe('an answer', () => {
  const ok = (data: unknown, more = {}): string =>
    JSON.stringify({ status: 'success', data, ...more });
  const vector = (value: string) =>
    ok({ resultType: 'vector', result: [{ metric: { a: 'b' }, value: [1.5, value] }] });

  it('is its groups with their values; what is no number is left out', () => {
    expect(readAnswer({ status: 200, text: vector('3.5') })).toEqual({
      series: [{ labels: { a: 'b' }, values: [[1.5, 3.5]] }],
      warnings: [],
    });
    for (const text of ['NaN', '+Inf', '-Inf', '']) {
      expect(readAnswer({ status: 200, text: vector(text) })).toMatchObject({
        series: [{ values: [] }],
      });
    }
    const matrix = ok(
      {
        resultType: 'matrix',
        result: [
          {
            metric: {},
            values: [
              [1, '1'],
              [2, 'NaN'],
              [3, '3'],
            ],
          },
        ],
      },
      { warnings: ['partial'] },
    );
    expect(readAnswer({ status: 200, text: matrix })).toEqual({
      series: [
        {
          labels: {},
          values: [
            [1, 1],
            [3, 3],
          ],
        },
      ],
      warnings: ['partial'],
    });
  });

  it('that is too much may be asked in smaller parts', () => {
    const error = (status: number, errorType: string, message: string) =>
      readAnswer({ status, text: JSON.stringify({ status: 'error', errorType, error: message }) });
    expect(
      error(422, 'execution', 'query processing would load too many samples into memory'),
    ).toMatchObject({ tooMuch: true });
    expect(error(503, 'timeout', 'query timed out in expression evaluation')).toMatchObject({
      tooMuch: true,
    });
    expect(
      error(
        422,
        'execution',
        'the query exceeded the maximum number of chunks (limit: 2000000 chunks) (err-mimir-max-chunks-per-query)',
      ),
    ).toMatchObject({ tooMuch: true });
    expect(readAnswer({ status: 504, text: '<html>gateway</html>' })).toMatchObject({
      tooMuch: true,
    });
    expect(error(400, 'bad_data', 'invalid parameter "query": 1:3: parse error')).toEqual({
      failed: 'answers 400: invalid parameter "query": 1:3: parse error',
      tooMuch: false,
    });
  });

  it('that is none says what came instead, in one short line', () => {
    expect(readAnswer({ status: 401, text: 'no' })).toEqual({
      failed: 'answers 401: it wants a token, or other ones',
      tooMuch: false,
    });
    const page = readAnswer({ status: 200, text: `<html>\n\u001b[31m${'x'.repeat(5000)}` });
    expect(page).toMatchObject({ tooMuch: false });
    const said = 'failed' in page ? page.failed : '';
    expect(said).toMatch(/^answers something other than the HTTP API of Prometheus: <html> /);
    expect(said.length).toBeLessThan(300);
    expect(said).not.toMatch(/[\u0000-\u001f]/);
    for (const text of [
      'null',
      '[]',
      '{}',
      ok({ resultType: 'scalar', result: [1, '1'] }),
      ok({ resultType: 'vector', result: [{}] }),
    ]) {
      expect(readAnswer({ status: 200, text }), text).toHaveProperty('failed');
    }
    const many = ok({
      resultType: 'vector',
      result: Array.from({ length: 6000 }, (_, index) => ({
        metric: { a: String(index) },
        value: [1, '1'],
      })),
    });
    expect(readAnswer({ status: 200, text: many })).toMatchObject({
      failed: 'answers with 6000 groups of series: choose some by their labels',
    });
  });
});

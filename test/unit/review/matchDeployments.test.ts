import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchDeployments } from '../../../src/core/review/matchDeployments.ts';

function one(
  file: string,
  name: string,
  model = 'llama',
): Parameters<typeof matchDeployments>[0][number] {
  return {
    id: `${file}#Deployment/default/${name}`,
    name,
    file,
    format: 'kubernetes',
    kind: 'Deployment',
    namespace: 'default',
    engine: 'vllm',
    model: { id: model },
    accelerator: { name: 'L4', count: 1 },
  };
}

const names = (before: ReturnType<typeof one>[], after: ReturnType<typeof one>[]) =>
  matchDeployments(before, after).map((match) => [
    match.before?.id.replace(/#.*\//, ':') ?? null,
    match.after?.id.replace(/#.*\//, ':') ?? null,
  ]);

describe('which deployment is which', () => {
  test('the same id, whatever else changed', () => {
    expect(
      names([one('a', 'x'), one('a', 'y')], [one('a', 'y', 'mistral'), one('a', 'x')]),
    ).toEqual([
      ['a:y', 'a:y'],
      ['a:x', 'a:x'],
    ]);
  });

  test('the same object in another file, where there is one', () => {
    expect(names([one('a', 'x')], [one('b', 'x', 'mistral')])).toEqual([['a:x', 'b:x']]);
  });

  test('another name for the same model in the same file', () => {
    expect(
      names([one('a', 'x'), one('a', 'y', 'mistral')], [one('a', 'z'), one('a', 'y', 'mistral')]),
    ).toEqual([
      ['a:x', 'a:z'],
      ['a:y', 'a:y'],
    ]);
  });

  test('another name for another model in another file is another deployment', () => {
    expect(names([one('a', 'x')], [one('b', 'z', 'mistral')])).toEqual([
      [null, 'b:z'],
      ['a:x', null],
    ]);
  });
});

test('everything is there once, on both sides', () => {
  const any = fc
    .uniqueArray(
      fc.record({
        file: fc.constantFrom('a', 'b'),
        name: fc.constantFrom('x', 'y', 'z'),
        model: fc.constantFrom('llama', 'mistral'),
      }),
      { selector: ({ file, name }) => `${file}/${name}`, maxLength: 6 },
    )
    .map((all) => all.map(({ file, name, model }) => one(file, name, model)));
  fc.assert(
    fc.property(any, any, (before, after) => {
      const matches = matchDeployments(before, after);
      expect(
        matches.flatMap((match) => match.before ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      ).toEqual(before.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
      expect(matches.flatMap((match) => match.after ?? [])).toEqual(after);
    }),
  );
});

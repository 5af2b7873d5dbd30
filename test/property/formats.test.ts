import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/model/change.ts';
import type { Deployment } from '../../src/core/model/deployment.ts';
import { kserve, script, tgi, vllm } from '../support/formatTexts.ts';
import * as operators from '../support/operatorTexts.ts';
import { changed, filesOf, only, reading } from '../support/reading.ts';

interface Wish {
  readonly change: Change;
  holds(deployment: Deployment): boolean;
}

const wishes: fc.Arbitrary<Wish> = fc.oneof(
  fc.integer({ min: 256, max: 131_072 }).map((value): Wish => ({
    change: { kind: 'set-engine-setting', setting: 'maxModelLength', value },
    holds: ({ settings }) => settings.maxModelLength?.value === value,
  })),
  fc.integer({ min: 1, max: 1024 }).map((value): Wish => ({
    change: { kind: 'set-engine-setting', setting: 'maxSequences', value },
    holds: ({ settings }) => settings.maxSequences?.value === value,
  })),
  fc.constantFrom('fp8', 'awq', null).map((value): Wish => ({
    change: { kind: 'set-engine-setting', setting: 'quantization', value },
    holds: ({ settings }) => (settings.quantization?.value ?? null) === value,
  })),
  fc.integer({ min: 1, max: 8 }).map((count): Wish => ({
    change: { kind: 'set-accelerator-count', count },
    holds: ({ accelerator }) => accelerator?.count.value === count,
  })),
  fc.integer({ min: 1, max: 20 }).map((min): Wish => ({
    change: { kind: 'set-replicas', min },
    holds: ({ replicas }) => replicas.min.value === min,
  })),
  fc.constantFrom('gcp' as const, 'aws' as const, 'azure' as const).map((provider): Wish => ({
    change: { kind: 'use-spot', provider },
    holds: ({ placement }) => placement.purchase?.value === 'spot',
  })),
  fc.constantFrom('a/b', 'Qwen/Qwen2.5-7B-Instruct-AWQ').map((id): Wish => ({
    change: { kind: 'set-model', id },
    holds: ({ model }) => model.id?.value === id,
  })),
);

/** The same config with other line breaks, a byte order mark, no line break at the end, an explicit start. */
const texts = fc
  .tuple(
    fc.constantFrom(vllm, script, tgi, kserve, ...Object.values(operators)),
    fc.constantFrom(
      (text: string) => text,
      (text: string) => text.replaceAll('\n', '\r\n'),
      (text: string) => `\uFEFF${text}`,
      (text: string) => text.replace(/\n+$/, ''),
      (text: string) => `---\n${text}`,
    ),
  )
  .map(([text, write]) => write(text));

function commentsOf(text: string): string[] {
  return [...text.matchAll(/(?:^|\s)(#[^\r\n]*)/g)].map((match) => match[1] ?? '');
}

describe('proposals', () => {
  it('are read again as wanted, keep comments and line breaks, and want nothing more', () => {
    fc.assert(
      fc.property(texts, fc.array(wishes, { minLength: 1, maxLength: 4 }), (text, wanted) => {
        // Of two wishes for one thing the later one holds.
        const last = wanted.filter(
          (wish, index) => !wanted.slice(index + 1).some((later) => sameThing(wish, later)),
        );
        const changes = last.map(({ change }) => change);
        if ('refused' in only(text).propose(changes)) return;
        const after = changed({ 'app.yaml': text }, changes);
        const result = after['app.yaml'] ?? '';
        expect(filesOf(after)[0]?.problems).toEqual([]);
        expect(commentsOf(result)).toEqual(commentsOf(text));
        if (text.includes('\r\n')) expect(result).not.toMatch(/[^\r]\n/);
        const read = only(after);
        for (const wish of last) expect(wish.holds(read.deployment)).toBe(true);
        expect(read.propose(changes)).not.toHaveProperty('edits.0.edits.0');
      }),
      { numRuns: 200 },
    );
  });

  it('never throw on texts cut anywhere, and read nothing outside of them', () => {
    fc.assert(
      fc.property(
        texts,
        fc.nat(),
        fc.nat(40),
        fc.constantFrom('', '{{', '"', '\t', '- ', ': ', '&a ', '*a'),
        (text, at, length, inserted) => {
          const start = at % (text.length + 1);
          const mutated = text.slice(0, start) + inserted + text.slice(start + length);
          for (const read of reading(mutated).deployments) {
            expect(read.deployment.span.end).toBeLessThanOrEqual(mutated.length);
            read.propose([
              { kind: 'set-engine-setting', setting: 'quantization', value: 'fp8' },
              { kind: 'use-spot', provider: 'azure' },
            ]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

function sameThing(a: Wish, b: Wish): boolean {
  const [first, second] = [a.change, b.change];
  if (first.kind === 'set-engine-setting' && second.kind === 'set-engine-setting') {
    return first.setting === second.setting;
  }
  return first.kind === second.kind;
}

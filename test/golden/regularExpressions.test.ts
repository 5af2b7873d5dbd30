import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { growthOf, writtenExpressions } from '../support/regularExpressions.ts';
import { boundedExpressions, calledExpressions, type Bounded } from '../support/boundedExpressions.ts';

const golden = path.join(import.meta.dirname, 'regularExpressions.txt');

/** A proof may take this long; those that were found before are in the golden file. Milliseconds. */
const longestProof = 120_000;

/** What was proven before, by literal; nothing of it counts with `SERVING_COST_PROVE=all`. */
function provenBefore(): ReadonlyMap<string, string> {
  if (process.env.SERVING_COST_PROVE === 'all' || !existsSync(golden)) return new Map();
  return new Map(
    readFileSync(golden, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [, verdict, literal] = /^(constant|linear|no attack found) +(.*)$/.exec(line) ?? [];
        return verdict === undefined || literal === undefined ? [] : [[literal, verdict] as const];
      }),
  );
}

const isListed = (list: readonly Bounded[], file: string, written: string): boolean =>
  list.some((one) => one.file === file && one.written === written);

describe('regular expressions', () => {
  const all = writtenExpressions();

  it('take time that grows no faster than the text, or get a short one for a reason', async () => {
    const before = provenBefore();
    const literals = all
      .filter(({ kind }) => kind === 'literal')
      .filter(({ file, written }) => !isListed(boundedExpressions, file, written));
    const verdicts = new Map<string, string>();
    const offenders: string[] = [];
    for (const { file, written } of literals) {
      const verdict =
        verdicts.get(written) ?? before.get(written) ?? (await growthOf(written, longestProof));
      verdicts.set(written, verdict);
      if (verdict.includes(':')) offenders.push(`${file} ${written} ${verdict}`);
    }
    const lines = [...verdicts].map(([literal, verdict]) => `${verdict.padEnd(15)} ${literal}\n`);
    await expect(lines.sort().join('')).toMatchFileSnapshot(golden);
    expect(offenders).toEqual([]);
  }, 3_600_000);

  it('that are put together at run time are all looked at', () => {
    const calls = all
      .filter(({ kind }) => kind === 'call')
      .filter(({ file, written }) => !isListed(calledExpressions, file, written))
      .map(({ file, written }) => `${file} ${written}`);
    expect(calls).toEqual([]);
  });

  it('are excepted only while they are there', () => {
    const gone = [...boundedExpressions, ...calledExpressions].filter(
      ({ file, written }) => !isListed(all.map((one) => ({ ...one, reason: '' })), file, written),
    );
    expect(gone).toEqual([]);
  });
});

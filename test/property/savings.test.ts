import { describe, expect, it } from 'vitest';
import { analyze, priceFixes } from '../../src/core/analyze.ts';
import { preferredFixes } from '../../src/core/analysis/together.ts';
import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import type { Analysis } from '../../src/core/analysis.ts';
import { applyEdits } from '../../src/core/text/applyEdits.ts';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import { testEnvironment } from '../support/environment.ts';
import { brokenLaws, fixesOf, withEdits } from '../support/fixLaws.ts';

function comments(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => /(?:^|\s)#.*$/.exec(line)?.[0].trim() ?? []);
}

const allFixes = (analysis: Analysis) =>
  analysis.deployments.flatMap(({ findings }) => findings.flatMap(({ fixes }) => fixes));

describe.each(exampleFolders())('$name', ({ documents }) => {
  const analysis = analyze(documents, testEnvironment());
  const fixes = allFixes(analysis);

  it('tells every fix apart by its id', () => {
    expect(new Set(fixes.map(({ id }) => id)).size).toBe(fixes.length);
  });

  it('states as joint saving what the preferred fixes save together', () => {
    const joint = priceFixes(
      analysis,
      preferredFixes(analysis).map(({ fix }) => fix.id),
    );
    expect(analysis.totals.jointSaving).toBeCloseTo(Math.max(0, joint.monthlySaving ?? NaN), 6);
  });

  it('shows the saving that applying the fix gives', () => {
    for (const fix of fixes) {
      if (fix.monthlySaving === null) continue;
      const after = analyze(withEdits(documents, fix.edits), testEnvironment());
      const saved = analysis.totals.monthly.expected - after.totals.monthly.expected;
      expect(saved, fix.id).toBeCloseTo(fix.monthlySaving, 6);
    }
  });

  it('keeps every comment and parses as well as before', () => {
    for (const fix of fixes) {
      for (const { uri, edits, create } of fix.edits) {
        if (create === true) continue;
        const before = documents.find((document) => document.uri === uri)?.text ?? '';
        expect(comments(applyEdits(before, edits)), fix.id).toEqual(
          expect.arrayContaining(comments(before)),
        );
      }
      const after = analyze(withEdits(documents, fix.edits), testEnvironment());
      const problems = (one: Analysis) =>
        one.files.flatMap(({ file }) => file.documents.flatMap((document) => document.problems));
      expect(problems(after).length, fix.id).toBeLessThanOrEqual(problems(analysis).length);
    }
  });

  it('fits, holds the limits, and has nothing to add when it is applied', () => {
    const environment = testEnvironment();
    expect(
      fixesOf(analysis).flatMap((one) => brokenLaws(one, documents, analysis, environment)),
    ).toEqual([]);
  });

  it('prices fixes together as applying them together does', () => {
    const ids = fixes.filter(({ monthlySaving }) => (monthlySaving ?? 0) > 0).map(({ id }) => id);
    const joint = priceFixes(analysis, ids);
    const after = analyze(withEdits(documents, joint.edits), testEnvironment());
    const saved = analysis.totals.monthly.expected - after.totals.monthly.expected;
    expect(joint.monthlySaving).not.toBeNull();
    expect(saved).toBeCloseTo(joint.monthlySaving ?? 0, 6);
    expect([...joint.applied, ...joint.conflicting].sort()).toEqual([...ids].sort());
  });

  it('is the same with a cache that has seen other texts', () => {
    const cache = createAnalysisCache();
    analyze(
      documents.map((document) => ({ ...document, text: `# moved\n${document.text}` })),
      testEnvironment(),
      cache,
    );
    const cached = analyze(documents, testEnvironment(), cache);
    expect(JSON.stringify(cached.deployments)).toBe(JSON.stringify(analysis.deployments));
    expect(cached.totals).toEqual(analysis.totals);
  });
});

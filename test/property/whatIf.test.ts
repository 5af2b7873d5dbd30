import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import type { Analysis, DeploymentAnalysis } from '../../src/core/analysis.ts';
import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import { analyze } from '../../src/core/analyze.ts';
import type { SourceDocument } from '../../src/core/model/document.ts';
import type { CostEstimate } from '../../src/core/model/estimate.ts';
import {
  cacheChoices,
  machineChoices,
  precisionChoices,
  regionChoices,
} from '../../src/core/whatIf/choices.ts';
import type { WhatIfInputId, WhatIfInputs } from '../../src/core/whatIf/inputs.ts';
import { whatIf, whatIfEdits, type WhatIf } from '../../src/core/whatIf/whatIf.ts';
import { testEnvironment } from '../support/environment.ts';
import { withEdits } from '../support/fixLaws.ts';

const environment = testEnvironment();

const read = (documents: readonly SourceDocument[]): Analysis => analyze(documents, environment);

/** What a person could choose for a deployment, each left as it is more often than not. */
function anyInputs(looked: WhatIf): fc.Arbitrary<WhatIfInputs> {
  const { subject } = looked;
  const values = (all: readonly { readonly value: string }[]): fc.Arbitrary<string> =>
    all.length === 0 ? fc.constant('none') : fc.constantFrom(...all.map(({ value }) => value));
  const all: Record<WhatIfInputId, fc.Arbitrary<unknown>> = {
    requestsPerSecond: fc.constantFrom(0, 0.3, 2, 17, 250),
    inputTokens: fc.constantFrom(100, 800, 3000),
    outputTokens: fc.constantFrom(50, 400, 1500),
    shape: fc.constantFrom('steady', 'business-hours', 'diurnal', 'spiky'),
    ttftMs: fc.constantFrom(200, 1000, 5000),
    tpotMs: fc.constantFrom(20, 50, 200),
    percentile: fc.constantFrom(50, 90, 99),
    accelerator: values(machineChoices(subject, {})),
    acceleratorCount: fc.constantFrom(1, 2, 4, 8),
    precision: values(precisionChoices(subject)),
    kvPrecision: values(cacheChoices(subject)),
    minReplicas: fc.integer({ min: 0, max: 6 }),
    maxReplicas: fc.integer({ min: 1, max: 12 }),
    purchase: fc.constantFrom('on-demand', 'spot', 'reserved-1y', 'reserved-3y'),
    spotShare: fc.constantFrom(0, 0.5, 0.7, 1),
    region: values(regionChoices(subject)),
    discount: fc.constantFrom(0.1, 0.25),
  };
  const offered = Object.fromEntries(
    Object.entries(all).filter(([id]) => id in looked.present),
  ) as Record<string, fc.Arbitrary<unknown>>;
  return fc.record(offered, { requiredKeys: [] });
}

const figures = ({ monthly, missing, unit, ttftMs, utilization }: CostEstimate) => ({
  monthly,
  missing,
  unit,
  ttftMs,
  utilization,
});

describe.each(exampleFolders())('what if: $name', ({ documents }) => {
  const analysis = read(documents);
  const cache = createAnalysisCache();
  const ask = (one: DeploymentAnalysis, inputs: WhatIfInputs): WhatIf => {
    const looked = whatIf(analysis, one.deployment.id, inputs, cache);
    if (looked === null) throw new Error(`${one.deployment.name} is not there`);
    return looked;
  };

  it('changes nothing when nothing is changed', () => {
    for (const one of analysis.deployments) {
      const { present, after } = ask(one, {});
      expect(after).toBe(one.estimate);
      const same = Object.fromEntries(
        Object.entries(present).filter(([, value]) => value !== null),
      );
      expect(ask(one, same).after).toBe(one.estimate);
    }
  });

  it('comes to the month of the files once it is written down', () => {
    for (const one of analysis.deployments) {
      const { id } = one.deployment;
      fc.assert(
        fc.property(anyInputs(ask(one, {})), (inputs) => {
          const { after, homes } = ask(one, inputs);
          const kinds = [...homes.values()].map(({ kind }) => kind);
          if (kinds.includes('nowhere')) return;
          let now = documents;
          for (const place of ['file', 'assumptions'] as const) {
            const written = whatIfEdits(analysis, id, inputs, place, cache);
            if ('edits' in written) now = withEdits(now, written.edits);
            else expect(kinds, written.refused).not.toContain(place);
          }
          const again = read(now).deployments.find(({ deployment }) => deployment.id === id);
          expect(again && figures(again.estimate)).toEqual(figures(after));
        }),
        { numRuns: 6 },
      );
    }
  });
});

import { createAnalysisCache } from '../../../src/core/analysis/cache.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { readAssumptions } from '../../../src/core/assumptions/readAssumptions.ts';
import { resolveAssumptions } from '../../../src/core/assumptions/resolveAssumptions.ts';
import { simulateWeek } from '../../../src/core/cost/autoscaling/week.ts';
import { estimateCost } from '../../../src/core/cost/estimateCost.ts';
import { evaluate } from '../../../src/core/cost/evaluate.ts';
import { servedModel } from '../../../src/core/cost/model.ts';
import { chooseHardware } from '../../../src/core/cost/supplyHardware.ts';
import { insightOf } from '../../../src/core/insight/insight.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';
import { testEnvironment } from '../../support/environment.ts';
import { hours, scaling, weekOf } from '../../support/weeks.ts';
import type { Figures } from '../figures.ts';
import { benchSource, manifest } from '../manifest.ts';
import { median } from '../measure.ts';

const demandText = 'workload: { requestsPerSecond: 20, shape: diurnal, peakFactor: 1.5 }';

/** On one accelerator, between 1 and 8 replicas. */
export function benchDeployment(figures: Figures): void {
  const environment = testEnvironment();
  const [priced] = analyze(
    [benchSource(manifest(1))],
    environment,
    createAnalysisCache(),
  ).deployments;
  if (priced === undefined) throw new Error('the manifest holds no deployment');
  const { deployment } = priced;
  const file = parseFile({ uri: 'file:///bench/.servingcost.yaml', version: 1, text: demandText });
  const { assumptions } = readAssumptions(file);
  const resolved = resolveAssumptions(deployment, assumptions, environment);
  const choice = chooseHardware(deployment, resolved, environment.catalog);
  const model = servedModel(deployment, environment.catalog);
  const inputs = { deployment, assumptions: resolved, environment, choice, model };
  const [option] = choice.options;
  figures.time(
    'one evaluation with its week',
    median(() => evaluate(inputs, option ?? null), 400),
  );
  const estimate = estimateCost(deployment, resolved, environment);
  figures.time(
    'looked at closely: figures, levers, other ways to pay',
    median(() => insightOf({ deployment, assumptions: resolved, estimate }, environment)),
  );
  const demand = weekOf(
    hours((hour) => 10 + (hour % 24)),
    { peak: 1.5, saturated: 5 },
  );
  const policy = scaling(1, 40, { upDelay: 30, downDelay: 300, coldStart: 300, tolerance: 0.1 });
  figures.time(
    'its week alone, with bursts in every hour',
    median(() => simulateWeek(demand, policy), 400),
  );
}

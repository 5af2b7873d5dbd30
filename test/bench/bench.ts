// What a keystroke costs, next to what reading the same text with the `yaml` library alone costs.
import { parseAllDocuments } from 'yaml';
import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import { analyze } from '../../src/core/analyze.ts';
import { readAssumptions } from '../../src/core/assumptions/readAssumptions.ts';
import { resolveAssumptions } from '../../src/core/assumptions/resolveAssumptions.ts';
import { simulateWeek } from '../../src/core/cost/autoscaling/week.ts';
import { estimateCost } from '../../src/core/cost/estimateCost.ts';
import { evaluate } from '../../src/core/cost/evaluate.ts';
import { chooseHardware } from '../../src/core/cost/supplyHardware.ts';
import { servedModel } from '../../src/core/cost/model.ts';
import { keepLastGood } from '../../src/core/features/lastGood.ts';
import { optimizeDeployment } from '../../src/core/optimize/optimize.ts';
import { insightOf } from '../../src/core/insight/insight.ts';
import { getPanelWhatIf } from '../../src/core/report/whatIf/panelWhatIf.ts';
import { parseFile } from '../../src/core/syntax/parse.ts';
import { createParseCache } from '../../src/core/syntax/parseCache.ts';
import { analysisOf, vllmDeployment } from '../support/deploymentText.ts';
import { testEnvironment } from '../support/environment.ts';
import { hostileTexts } from '../support/hostileTexts.ts';
import { hours, scaling, weekOf } from '../support/weeks.ts';
import { manifest, withKeystroke } from './manifest.ts';
import { median, row, spread } from './measure.ts';
import { benchOverlays } from './overlays.ts';
import { benchScan } from './scan.ts';

const uri = 'file:///bench/servers.yaml';
const text = manifest(12);
const environment = testEnvironment();
const source = (content: string, version = 1) => ({ uri, version, text: content });

const { median: bare, p95: bareP95 } = spread(
  (call) => parseAllDocuments(withKeystroke(text, call)),
  100,
);
const times = (milliseconds: number): string => `${(milliseconds / bare).toFixed(2)} × bare`;
const compared = (what: string, milliseconds: number): string =>
  row(what, milliseconds, times(milliseconds));

console.log(
  `One keystroke in a file of ${text.split('\n').length} lines, 36 documents, 12 deployments`,
);
console.log(row('yaml library alone, whole file', bare, `p95 ${bareP95.toFixed(2)} ms`));

console.log(
  compared(
    'parse, nothing remembered',
    median((call) => parseFile(source(withKeystroke(text, call)))),
  ),
);

const parses = createParseCache();
console.log(
  compared(
    'parse, with cache',
    median((call) => parseFile(source(withKeystroke(text, call)), parses)),
  ),
);

const analyses = createAnalysisCache();
const keystroke = spread(
  (call) => analyze([source(withKeystroke(text, call), call)], environment, analyses),
  100,
);
console.log(
  row(
    'analyze, with cache',
    keystroke.median,
    `${times(keystroke.median)}; p95 ${keystroke.p95.toFixed(2)} ms, ${times(keystroke.p95)}`,
  ),
);
const shown = createAnalysisCache();
const everyLine = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
const hints = spread((call) => {
  const analysis = analyze([source(withKeystroke(text, call), call)], environment, shown);
  const view = keepLastGood(analysis, analysis, uri);
  view.codeLenses();
  view.inlayHints(everyLine);
}, 100);
console.log(
  row(
    'keystroke to new lenses and hints, all lines',
    hints.median,
    `${times(hints.median)}; p95 ${hints.p95.toFixed(2)} ms, ${times(hints.p95)}`,
  ),
);
console.log(
  compared(
    'analyze, nothing remembered',
    median((call) => analyze([source(withKeystroke(text, call))], environment), 10),
  ),
);

const folder = Array.from({ length: 60 }, (_, index) => ({
  uri: `file:///bench/server-${index}.yaml`,
  version: 1,
  text: manifest(1).replaceAll('llama-0', `llama-${index}`),
}));
const stated = {
  uri: 'file:///bench/.servingcost.yaml',
  version: 1,
  text: 'workload: { requestsPerSecond: 3 }',
};
const folders = createAnalysisCache();
console.log(`\nOne keystroke in a folder of ${folder.length} such deployments, a file each`);
console.log(
  row(
    'analyze, with cache',
    median((call) => {
      const documents = folder.map((document, index) =>
        index === 30 ? { ...document, text: withKeystroke(document.text, call) } : document,
      );
      return analyze([...documents, stated], environment, folders);
    }),
  ),
);

const single = createAnalysisCache();
const [priced] = analyze([source(manifest(1))], environment, single).deployments;
if (priced !== undefined) {
  const { deployment } = priced;
  const yaml = source('workload: { requestsPerSecond: 20, shape: diurnal, peakFactor: 1.5 }');
  const file = parseFile({ ...yaml, uri: 'file:///bench/.servingcost.yaml' });
  const { assumptions } = readAssumptions(file);
  const resolved = resolveAssumptions(deployment, assumptions, environment);
  const choice = chooseHardware(deployment, resolved, environment.catalog);
  const model = servedModel(deployment, environment.catalog);
  const inputs = { deployment, assumptions: resolved, environment, choice, model };
  const [option] = choice.options;
  console.log('\nOne deployment on one accelerator, between 1 and 8 replicas');
  console.log(
    row(
      'one evaluation with its week',
      median(() => evaluate(inputs, option ?? null), 400),
    ),
  );
  const estimate = estimateCost(deployment, resolved, environment);
  console.log(
    row(
      'looked at closely: figures, levers, other ways to pay',
      median(() => insightOf({ deployment, assumptions: resolved, estimate }, environment)),
    ),
  );
  const demand = weekOf(
    hours((hour) => 10 + (hour % 24)),
    { peak: 1.5, saturated: 5 },
  );
  const policy = scaling(1, 40, { upDelay: 30, downDelay: 300, coldStart: 300, tolerance: 0.1 });
  console.log(
    row(
      'its week alone, with bursts in every hour',
      median(() => simulateWeek(demand, policy), 400),
    ),
  );
}

const one = manifest(1);
console.log(`\nOne deployment, ${one.split('\n').length} lines, with all advice`);
const kept = createAnalysisCache();
console.log(
  row(
    'analyze, with cache',
    median((call) => analyze([source(withKeystroke(one, call), call)], environment, kept)),
  ),
);

console.log('\nThe cheapest plan of one deployment');
const limits =
  'version: 1\nworkload:\n  requestsPerSecond: 3\n  latency: { ttftMs: 1000, tpotMs: 50 }\n';
const planned = {
  '8B on one L4': vllmDeployment({
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    replicas: 4,
    args: ['--max-model-len=8192'],
    selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
  }),
  '70B on eight A100': vllmDeployment({
    model: 'meta-llama/Llama-3.1-70B-Instruct',
    gpus: 8,
    replicas: 3,
    args: ['--tensor-parallel-size=8', '--max-model-len=8192'],
    selector: { 'node.kubernetes.io/instance-type': 'p4de.24xlarge' },
  }),
};
for (const [name, config] of Object.entries(planned)) {
  const analysis = analysisOf(config, limits);
  const id = analysis.deployments[0]?.deployment.id ?? '';
  const found = optimizeDeployment(analysis, id);
  const note = 'reason' in found ? found.reason : `${found.counts.considered} combinations`;
  console.log(
    row(
      name,
      median(() => optimizeDeployment(analysis, id), 5),
      note,
    ),
  );
}

benchOverlays(40);

console.log('\nHostile text, first time');
for (const [name, hostile] of Object.entries(hostileTexts)) {
  const file = { uri, version: 1, text: hostile };
  const { problems } = parseFile(file);
  const note = problems[0]?.code ?? 'read';
  console.log(
    row(
      name,
      median(() => parseFile(file), 2),
      note,
    ),
  );
}

void benchScan(10_000, 50);

/** A slider moves the traffic with every frame. */
function benchWhatIf(): void {
  const cache = createAnalysisCache();
  const analysis = analyze([source(text)], environment, cache);
  const id = analysis.deployments[0]?.deployment.id ?? '';
  const ask = (inputs: Parameters<typeof getPanelWhatIf>[2]) =>
    getPanelWhatIf(analysis, id, inputs, cache);
  console.log('\nWhat if, for one of the 12 deployments');
  console.log(
    row(
      'another rate',
      median((call) => ask({ requestsPerSecond: 1 + call / 7 })),
    ),
  );
}

benchWhatIf();

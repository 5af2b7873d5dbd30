import fc from 'fast-check';
import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import { analyze } from '../../src/core/analyze.ts';
import { predictThroughput } from '../../src/core/performance/throughput.ts';
import { readToPanel, readFromPanel } from '../../src/core/report/protocol.ts';
import { readSnapshot } from '../../src/core/review/snapshot.ts';
import { parseFile } from '../../src/core/syntax/parse.ts';
import { nodesOf } from '../../src/core/syntax/yamlPlace.ts';
import { tools } from '../../src/core/tools/tools.ts';
import { readGlob } from '../../src/core/text/glob.ts';
import { readIgnoreFile } from '../../src/extension/ignoreFile.ts';
import { afterEdit, anyEdit, editedFolders } from '../support/anyEdits.ts';
import { testEnvironment } from '../support/environment.ts';
import { holdsFor } from './contract.ts';
import { mutated } from './mutate.ts';
import { syntaxes, textsOf, type BaseText } from './texts.ts';

/** Something that reads what others wrote, and what must hold of it for any input. */
export interface Target {
  readonly name: string;
  readonly inputs: fc.Arbitrary<unknown>;
  /** @throws when it does not hold. */
  readonly holds: (input: unknown) => void;
  /** Inputs tried by the tests of a commit. */
  readonly quick: number;
}

function target<Input>(
  name: string,
  inputs: fc.Arbitrary<Input>,
  holds: (input: Input) => void,
  quick: number,
): Target {
  return {
    name,
    inputs,
    holds: (input) => {
      holds(input as Input);
    },
    quick,
  };
}

const { catalog } = testEnvironment();
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** Spans of a tree lie in its text, whatever the text is. */
function parses({ name, text }: BaseText): void {
  const { documents, problems } = parseFile({ uri: `file:///fuzz/${name}`, text });
  const spans = [
    ...documents.flatMap(({ root }) => [...nodesOf(root)].map(({ span }) => span)),
    ...problems.map(({ span }) => span),
  ];
  for (const { start, end } of spans) {
    if (!(0 <= start && start <= end && end <= text.length))
      throw new Error(`a span outside: ${start}–${end}`);
  }
}

const perSyntax = syntaxes.flatMap((syntax) => {
  const texts = mutated(textsOf(syntax));
  return [
    target(`${syntax}: parse`, texts, parses, 40),
    target(
      `${syntax}: price and show`,
      fc.tuple(texts, share),
      ([{ name, text }, at]) => holdsFor({ [name]: text }, at),
      8,
    ),
  ];
});

const neighbours = mutated([
  {
    name: '.servingcost.yaml',
    text: 'workload: { requestsPerSecond: 3, shape: spiky }\nprovider: aws\ndeployments:\n  chat: { accelerator: L4 }\npolicies: { budgets: { total: 100 } }\nignore: [oversized]\n',
  },
  { name: '.env', text: 'MODEL=meta-llama/Llama-3.1-8B-Instruct\nTP=2\nIMAGE=../../.env\n' },
  {
    name: 'kustomization.yaml',
    text: 'resources: [../base, a.yaml, ../../../../etc]\npatches:\n  - path: ../../p.yaml\n    target: { kind: Deployment, name: "(a+)+" }\n',
  },
]);

const json = fc.oneof(
  fc.json(),
  fc.json().map((text) => text.slice(0, -1)),
  fc.string(),
);
const row = fc.record(
  {
    id: fc.anything(),
    model: fc.oneof(fc.constant('meta-llama/Llama-3.1-8B-Instruct'), fc.string()),
    accelerator: fc.oneof(fc.constant('H100'), fc.anything()),
    gpus: fc.oneof(fc.integer(), fc.double()),
    tp: fc.anything(),
    inputTokens: fc.double(),
    outputTokens: fc.double(),
    concurrency: fc.double(),
    __proto__: fc.anything(),
  },
  { requiredKeys: [] },
);

function finite(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error('a figure that is no number');
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(finite);
}

/** Everything that reads what others wrote. */
export const targets: readonly Target[] = [
  ...perSyntax,
  target(
    'assumptions, variables and overlays beside a config',
    fc.tuple(
      fc.oneof(mutated(textsOf('yaml')), mutated(textsOf('dotenv'))),
      neighbours,
      neighbours,
      share,
    ),
    ([own, one, other, at]) =>
      holdsFor({ [own.name]: own.text, [one.name]: one.text, [other.name]: other.text }, at),
    12,
  ),
  target(
    'a cache after any edits',
    fc.tuple(
      fc.nat({ max: editedFolders.length - 1 }),
      fc.array(anyEdit, { minLength: 1, maxLength: 8 }),
    ),
    ([index, edits]) => {
      const cache = createAnalysisCache();
      const history = [editedFolders[index]?.documents ?? []];
      for (const edit of edits) {
        const documents = afterEdit(history, edit);
        history.push(documents);
        const told = [cache, createAnalysisCache()].map((one) => {
          const { deployments, totals, files } = analyze(documents, testEnvironment(), one);
          return JSON.stringify([
            deployments,
            totals,
            files.map(({ formats, skipped, findings }) => [formats, skipped, findings]),
          ]);
        });
        if (told[0] !== told[1]) throw new Error('a cache tells something else than none');
      }
    },
    0,
  ),
  target(
    'rows of throughput',
    row,
    (one) => {
      finite(predictThroughput(one, catalog));
    },
    100,
  ),
  target('a kept report to compare with', json, readSnapshot, 100),
  target(
    'messages of the report page',
    fc.anything(),
    (message) => {
      readFromPanel(message);
      readToPanel(message);
    },
    100,
  ),
  target(
    'input of tools',
    fc.anything(),
    (input) => {
      for (const { prepare } of tools) prepare(input);
    },
    50,
  ),
  target(
    'globs and ignore files',
    fc.tuple(
      fc.string({
        unit: fc.constantFrom('*', '?', '/', '[', ']', '{', '}', ',', '!', 'a', '\\', '\n'),
      }),
      fc.string(),
    ),
    ([glob, path]) => {
      readGlob(glob)?.(path);
      readIgnoreFile(glob).says(path);
    },
    200,
  ),
];

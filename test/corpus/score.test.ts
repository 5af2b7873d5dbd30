import { dirname } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { getReport } from '../../src/core/report/report.ts';
import type { Report } from '../../src/core/report/reportModel.ts';
import { testEnvironment } from '../support/environment.ts';
import { corpusIsHere, entries, parsed, type CorpusEntry } from './corpus.ts';
import { statedIn, type StatedField } from './stated.ts';

import { rules } from '../../src/core/advice/rules.ts';

/** Without advice, which is not what is scored here and prices everything many times. */
const environment = testEnvironment({
  levels: Object.fromEntries(rules.map(({ code }) => [code, 'off'])),
});

type Row = Report['deployments'][number];

interface Result {
  readonly entry: CorpusEntry;
  readonly deployments: readonly Row[];
  readonly skipped: number;
}

/** Through the whole pipeline, as the command line reports it: the file alone, or with what lies beside it. */
function reportOf(entry: CorpusEntry, beside: readonly CorpusEntry[] = []): Result {
  const documents = [entry, ...beside].map((each) => parsed(each).source);
  const { deployments, skipped } = getReport(analyze(documents, environment), {
    base: '',
  });
  const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
  return {
    entry,
    deployments: deployments.filter(({ file }) => file.endsWith(name)),
    skipped: skipped.filter(({ file }) => file.endsWith(name)).length,
  };
}

/** `azureml:iris@latest` and `oci://…/catalog:llama` name `iris` and `llama` among other things. */
const names = (written: string, id: string): boolean => {
  const parts = written.toLowerCase().split(/[/:@]/);
  const last = id.toLowerCase().split(/[/:@]/);
  return written === id || last.filter((part) => part !== '').some((part) => parts.includes(part));
};

/** Whether a deployment of the file has the value that the index states. */
const has: Readonly<Record<StatedField, (row: Row, value: string) => boolean>> = {
  model: ({ model }, value) => model.id !== null && names(value, model.id),
  accelerator: ({ accelerator }, value) =>
    accelerator?.name === (environment.catalog.accelerator(value)?.id ?? value),
  // What the index counts is one pod; a replica may be several.
  count: ({ accelerator }, value) => (accelerator?.count ?? 0) % Number(value) === 0,
  replicas: ({ replicas }, value) => replicas.min === Number(value),
  max: ({ replicas }, value) => replicas.max === Number(value),
  purchase: ({ purchase }, value) => purchase === value,
  engine: ({ engine }, value) => engine === value,
  tensorParallel: (row, value) => row.tensorParallel === Number(value),
};

interface Check {
  readonly family: string;
  readonly field: StatedField;
  readonly agrees: boolean;
  readonly line: string;
}

/** What the index states of a file that is read; a file that is declined, with its reason, is not scored. */
function checksOf({ entry, deployments }: Result): Check[] {
  if (deployments.length === 0) return [];
  return statedIn(entry).map(({ field, value }) => ({
    family: entry.family,
    field,
    agrees: deployments.some((row) => has[field](row, value)),
    line: `${entry.path}: ${field} ${value}`,
  }));
}

/** Places where the index sees something else than what is deployed, each looked at. */
const explained: readonly { readonly part: string; readonly why: string }[] = [
  { part: 'xpu_dra.yaml: replicas 1', why: 'The front end, which holds no model.' },
  { part: 'distributed-sts.yaml: replicas 2', why: 'Two pods are one replica over two nodes.' },
  { part: 'case-1__test.yml: replicas 2', why: 'Two pipeline stages are one replica.' },
  { part: 'mobilenet.yaml: replicas 2', why: 'Two actors of Ray Serve share one worker.' },
  {
    part: 'nim-llm__values.yaml: model my-model',
    why: 'A placeholder; the image holds the model.',
  },
  { part: 'hf_isvc.yaml: model llama2', why: 'The name that callers use.' },
  { part: 'cifar10od.yaml: model', why: 'A detector beside the model that is named.' },
  { part: 'bloom-560m.yaml: model', why: 'A volume; the service names the model.' },
  { part: ': model pvc://llm-test-pvc-deepseek', why: 'The volume of the model that is named.' },
  { part: ': model pvc://gpt-oss-20b-pvc', why: 'The volume of the model that is named.' },
  { part: 'inferenceservice-autoscale.yaml: model', why: 'A volume named after the model.' },
];

describe.skipIf(!corpusIsHere)(
  'every family of the corpus (skipped where it is not at hand)',
  () => {
    const alone = entries.map((entry) => reportOf(entry));
    const serving = alone.filter(({ entry }) => !entry.family.startsWith('negative-'));
    const checks = serving.flatMap(checksOf);

    it('is read as the index states, or for a reason', () => {
      const families = [...new Set(serving.map(({ entry }) => entry.family))];
      console.table(
        families.map((family) => {
          const files = serving.filter(({ entry }) => entry.family === family);
          const read = files.filter(({ deployments }) => deployments.length > 0).length;
          const declined = files.filter(
            ({ deployments, skipped }) => deployments.length === 0 && skipped > 0,
          ).length;
          const shares = Object.keys(has).map((field) => [
            field,
            shareOf(checks.filter((each) => each.family === family && each.field === field)),
          ]);
          return {
            family,
            files: files.length,
            read,
            declined,
            ...(Object.fromEntries(shares) as Record<string, string>),
          };
        }),
      );
      const wrong = checks.filter(({ agrees }) => !agrees).map(({ line }) => line);
      const unexplained = wrong.filter(
        (line) => !explained.some(({ part }) => line.includes(part)),
      );
      expect(unexplained).toEqual([]);
      expect(checks.length).toBeGreaterThan(500);
    });

    it('is silent on every look-alike', () => {
      const heard = alone
        .filter(({ entry }) => entry.family.startsWith('negative-'))
        .filter(({ deployments, skipped }) => deployments.length + skipped > 0);
      expect(heard.map(({ entry }) => entry.path)).toEqual([]);
    });

    it('keeps its own values when the files beside it are read too', () => {
      const wrong = serving.flatMap(({ entry }) => {
        const folder = dirname(entry.path);
        const beside = entries.filter((each) => each !== entry && dirname(each.path) === folder);
        return beside.length === 0 || beside.length > 12
          ? []
          : checksOf(reportOf(entry, beside)).filter(({ agrees }) => !agrees);
      });
      const before = new Set(checks.filter(({ agrees }) => !agrees).map(({ line }) => line));
      const changed = wrong.filter(({ line }) => !before.has(line)).map(({ line }) => line);
      expect(changed).toEqual([]);
    });

    it('has no absurd figure', () => {
      const absurd = serving.flatMap(({ entry, deployments }) =>
        deployments
          .filter(({ monthly: { min, expected, max } }) =>
            [min, expected, max].some((usd) => usd !== null && !(usd >= 0 && usd < 1_000_000)),
          )
          .map(({ name }) => `${entry.path}: ${name}`),
      );
      expect(absurd).toEqual([]);
    });
  },
);

function shareOf(checks: readonly Check[]): string {
  if (checks.length === 0) return '';
  return `${checks.filter(({ agrees }) => agrees).length}/${checks.length}`;
}

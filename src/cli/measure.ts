import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { analyze, measuredEdits, measuredFile, measuredLines, targetsOf } from '../core/index.ts';
import type { Analysis } from '../core/analysis.ts';
import type { MeasuredDeployment } from '../core/measurements/measured.ts';
import type { Target } from '../core/measurements/target.ts';
import { unifiedDiff } from '../core/text/unifiedDiff.ts';
import { openCatalog } from './catalog.ts';
import type { Command } from './command.ts';
import { readEnvironment } from './environment.ts';
import { changeOf, writeChanges } from './fileChanges.ts';
import { readMonitoring } from './monitoring.ts';
import { parseOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { readDocuments } from './readDocuments.ts';
import { readResults, type ResultFile } from './resultFiles.ts';
import type { Terminal } from './terminal.ts';
import { systemReason, UsageError } from './usageError.ts';
import { writeWholeFile } from './writeFile.ts';

/** Measurements instead of assumptions. */
export const measure: Command = {
  summary: 'read traffic, speed and cost from monitoring and benchmarks',
  usage: `measure [PATH…] --prometheus URL [OPTION]…
  measure [PATH…] --from FILE… [OPTION]…

  PATH                 files and folders; the current folder by default
  --prometheus URL     ask this API (Prometheus, Thanos, Mimir, VictoriaMetrics …) for series of
                       vLLM, SGLang, TGI, Triton and DCGM
  --range DURATION     how far back: 12h, 7d, 4w; 7d by default
  --until TIME         end of that, UTC: 2026-11-27T14:00Z; by default the last full hour
  --selector MATCHERS  only series with these labels: namespace="prod",cluster=~"eu-.*"
  --tenant ID          X-Scope-OrgID
  --timeout SECONDS    for one answer of it; 120 by default
  --from FILE          read this result of GuideLLM, AIPerf, vllm bench serve or OpenCost;
                       may be given several times
  --deployment NAME    only this deployment, by name or id; what a benchmark was run against
  --replicas NUMBER    replicas that answered the benchmark; 1 by default
  --write              write it into the assumptions files; the default prints a unified diff
  --replace            also take out what these files state of what is measured now
  --out FILE           write a file of measurements instead, for --measured FILE

  SERVING_COST_PROMETHEUS_URL says the address; SERVING_COST_PROMETHEUS_TOKEN, or _USER and
  _PASSWORD, say who asks; _TENANT for which tenant. Exits with 2 when nothing was measured.`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      prometheus: { type: 'string' },
      range: { type: 'string' },
      until: { type: 'string' },
      selector: { type: 'string' },
      tenant: { type: 'string' },
      timeout: { type: 'string' },
      from: { type: 'string', multiple: true, default: [] },
      deployment: { type: 'string' },
      replicas: { type: 'string' },
      write: { type: 'boolean', default: false },
      replace: { type: 'boolean', default: false },
      out: { type: 'string' },
    });
    if (positionals.includes('-')) throw new UsageError('measure changes files: - cannot be one.');
    if (values.write && values.out !== undefined) {
      throw new UsageError('--write and --out say two places to write to.');
    }
    // Nothing that an option could say changes whose a measurement is.
    const environment = readEnvironment({}, await openCatalog(terminal), terminal);
    const progress = createProgress(terminal);
    const { documents, base } = await readDocuments(positionals, terminal, progress);
    const analysis = analyze(documents, environment);
    const targets = chosenTargets(analysis, values.deployment);
    const files = values.from.map((given) => readResultFrom(given, terminal));
    const address =
      values.prometheus ??
      (files.length > 0 ? undefined : terminal.env.SERVING_COST_PROMETHEUS_URL);
    if (address === undefined && files.length === 0) {
      throw new UsageError(
        'measure needs --prometheus URL, SERVING_COST_PROMETHEUS_URL or --from FILE.',
      );
    }
    const results = readResults(files, targets, values);
    const monitored =
      address === undefined
        ? null
        : await readMonitoring(address, values, targets, terminal, progress);
    progress.done();
    const measured = [...(monitored?.measured ?? []), ...results.measured];
    for (const note of [...(monitored?.notes ?? []), ...results.notes]) terminal.warn(note);
    if (measured.length === 0) {
      terminal.warn('Nothing was measured, and nothing was written.');
      return 2;
    }
    for (const line of measured.flatMap(measuredLines)) terminal.warn(line);
    await put(measured, analysis, base, values, terminal);
    return 0;
  },
};

function chosenTargets(analysis: Analysis, only: string | undefined): readonly Target[] {
  const targets = targetsOf(analysis, only ?? null);
  if (targets.length > 0) return targets;
  throw new UsageError(
    only === undefined
      ? 'There is no deployment here that could be measured.'
      : `--deployment ${only}: there is no such deployment that could be measured.`,
  );
}

/** Bytes of a file of results: a benchmark with every request in it is large. */
const mostBytes = 200_000_000;

function readResultFrom(given: string, { cwd }: Terminal): ResultFile {
  const path = resolve(cwd, given);
  try {
    const { size, mtime } = statSync(path);
    if (size > mostBytes) throw new UsageError(`${given}: is larger than ${mostBytes / 1e6} MB.`);
    const text = readFileSync(path, 'utf8');
    return { name: given, text, writtenOn: mtime.toISOString().slice(0, 10) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${given}: ${systemReason(error)}.`);
  }
}

async function put(
  measured: readonly MeasuredDeployment[],
  analysis: Analysis,
  base: string,
  { write, replace, out }: { write: boolean; replace: boolean; out?: string | undefined },
  terminal: Terminal,
): Promise<void> {
  const deployments = analysis.deployments.map(({ deployment }) => deployment);
  if (out !== undefined) {
    const { text, refused } = measuredFile(measured, deployments);
    for (const reason of refused) terminal.warn(reason);
    writeWholeFile(resolve(terminal.cwd, out), text, out);
    return;
  }
  const files = analysis.files.map(({ file }) => file);
  const { edits, refused } = measuredEdits(measured, { files, deployments, home: base, replace });
  for (const reason of refused) terminal.warn(reason);
  const changes = edits.map((edit) => changeOf(edit, analysis, base));
  if (write) writeChanges(changes);
  else {
    for (const { file, before, after } of changes) {
      await terminal.write(unifiedDiff(file, before, after));
    }
  }
}

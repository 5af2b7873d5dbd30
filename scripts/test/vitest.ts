import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.ts';
import { plainEnvironment, runCommand } from '../system/command.ts';
import { crashed, type SuiteResult } from './result.ts';

/** The part of Vitest's JSON report that is read here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly VitestFile[];
}

interface VitestFile {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages: readonly string[] | null;
  }[];
}

/** Milliseconds for all files of a config: several times what they take on two cores. */
const timeout = 40 * 60_000;

/** Runs Vitest with this config and counts its tests; what it could not run counts as failed. */
export async function runVitest(name: string, config: string): Promise<SuiteResult> {
  const started = Date.now();
  const file = path.join(root, 'out/test', `${config}.json`);
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  const command = path.join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const crash = await runCommand(
    process.execPath,
    [command, 'run', '--config', config, ...reporters],
    // Only a person at a terminal may write golden files anew.
    { cwd: root, env: { ...plainEnvironment(), CI: 'true', NO_COLOR: '1' }, timeout },
  ).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const seconds = (Date.now() - started) / 1000;
  if (!existsSync(file)) return crashed(name, seconds, crash ?? 'Vitest wrote no report');
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  return toSuiteResult(name, seconds, report, crash);
}

function toSuiteResult(
  name: string,
  seconds: number,
  report: VitestReport,
  crash: string | undefined,
): SuiteResult {
  const details = report.testResults.flatMap(describeFailures);
  // An error outside of any test ends Vitest with a status, though every test has passed.
  if (crash !== undefined && details.length === 0) {
    details.push(crash);
  }
  if (report.numPassedTests + details.length === 0) details.push('No test ran');
  return {
    name,
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, details.length),
    skipped: report.numPendingTests + report.numTodoTests,
    seconds,
    details,
  };
}

/** One text per failed test; a file that failed without one could not be loaded, and is one failure. */
function describeFailures({ name, status, message, assertionResults }: VitestFile): string[] {
  const file = path.relative(root, name);
  const failed = assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => `${file}: ${test.fullName}\n${(test.failureMessages ?? []).join('\n')}`);
  return failed.length === 0 && status === 'failed' ? [`${file}\n${message}`] : failed;
}

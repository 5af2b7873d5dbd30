import { join } from 'node:path';
import { findBase } from './base.ts';
import { uploadSarif } from './codeScanning.ts';
import { print, tell } from './commands.ts';
import { writeComment } from './comment.ts';
import { objectOf, readEvent } from './event.ts';
import { GitHubError, gitHubOf, type GitHub } from './gitHub.ts';
import { readInputs, type Inputs } from './inputs.ts';
import type { Runner } from './runner.ts';

/**
 * Reviews what the event changes: a comment on the pull request, the summary of the job, outputs, and findings for code scanning.
 * Resolves to the exit status of the command line; what GitHub refuses is told and fails nothing, since the token of a pull
 * request from a fork may only read.
 */
export async function review(runner: Runner): Promise<number> {
  const inputs = readInputs(runner.environment);
  const event = readEvent(runner);
  const github = gitHubOf(runner, inputs.token);
  const base = await findBase(inputs.base, event, github, runner);
  const files = filesIn(runner.environment.RUNNER_TEMP ?? '.');
  const ran = runner.run(process.execPath, [
    runner.commandLine,
    'diff',
    ...['--base', base.commit, '--name', base.name],
    ...['--links', linksTo(event.pullRequest?.headCommit ?? null, github, runner)],
    ...Object.values(files).flatMap((file) => ['--out', file]),
    ...inputs.exclude.flatMap((glob) => ['--exclude', glob]),
    ...(inputs.assumptions === null ? [] : ['--assumptions', inputs.assumptions]),
    ...(inputs.failOver === null ? [] : ['--fail-over', inputs.failOver]),
    ...inputs.options,
    '--',
    ...inputs.paths,
  ]);
  print(ran.stderr, runner);
  if (ran.status > 1) {
    tell('error', 'The change was not reviewed: the lines above say why.', runner);
    return ran.status;
  }
  const markdown = runner.readFile(files.markdown);
  const result = readReview(runner.readFile(files.json));
  print(runner.readFile(files.text), runner);
  writeTo('GITHUB_STEP_SUMMARY', markdown, runner);
  writeTo('GITHUB_OUTPUT', outputs(result, files, ran.status), runner);
  if (inputs.comment && event.pullRequest !== null) {
    await orTell('The comment was not written', runner, async () => {
      const { number } = event.pullRequest ?? { number: 0 };
      const isWorthIt = result.isDifferent || ran.status === 1;
      await writeComment({ number, key: inputs.commentKey, markdown, isWorthIt }, github);
    });
  }
  await scan(inputs, runner.readFile(files.sarif), github, runner);
  if (ran.status === 1) tell('error', ran.stderr.trim(), runner);
  return ran.status;
}

async function scan(inputs: Inputs, sarif: string, github: GitHub, runner: Runner): Promise<void> {
  if (!inputs.uploadSarif) return;
  await orTell('The findings were not uploaded', runner, () => uploadSarif(sarif, runner, github));
}

async function orTell(what: string, runner: Runner, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    tell('warning', `${what}: ${error.message}. The review is in the summary of the job.`, runner);
  }
}

type Files = ReturnType<typeof filesIn>;

function filesIn(folder: string) {
  const named = (extension: string): string => join(folder, `serving-cost.${extension}`);
  return {
    text: named('txt'),
    markdown: named('md'),
    json: named('json'),
    sarif: named('sarif'),
    junit: named('xml'),
  };
}

/** Links lead to the commit that is reviewed: the branch goes on. */
function linksTo(
  headCommit: string | null,
  { server, owner, repository }: GitHub,
  { environment }: Runner,
): string {
  const commit = headCommit ?? environment.GITHUB_SHA ?? 'HEAD';
  return `${server}/${owner}/${repository}/blob/${commit}/{file}#L{line}`;
}

interface Result {
  readonly isDifferent: boolean;
  readonly before: string;
  readonly after: string;
  readonly delta: string;
  readonly currency: string;
}

/** What of `diff --format json` is used; a figure that is not known is empty. */
function readReview(json: string): Result {
  const review = objectOf(JSON.parse(json));
  const totals = objectOf(review?.totals);
  const findings = objectOf(review?.findings);
  const figure = (value: unknown): string => (typeof value === 'number' ? String(value) : '');
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  return {
    isDifferent:
      list(review?.deployments).some((one) => objectOf(one)?.change !== 'same') ||
      list(findings?.introduced).length + list(findings?.resolved).length > 0,
    before: figure(totals?.before),
    after: figure(totals?.after),
    delta: figure(totals?.delta),
    currency: typeof review?.currency === 'string' ? review.currency : '',
  };
}

/** No value has a line break: numbers, a currency, and paths of the runner's own. */
function outputs(result: Result, files: Files, status: number): string {
  const { before, after, delta, currency } = result;
  const values = {
    before,
    after,
    delta,
    currency,
    'limit-exceeded': String(status === 1),
    markdown: files.markdown,
    json: files.json,
    sarif: files.sarif,
    junit: files.junit,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** GitHub names the file in a variable; outside of it there is none. */
function writeTo(variable: string, text: string, { environment, appendFile }: Runner): void {
  const path = environment[variable] ?? '';
  if (path !== '') appendFile(path, text);
}

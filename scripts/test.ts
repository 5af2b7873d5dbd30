// npm test [-- unit built node web desktop]: prepares and runs all suites, or those that are named
import { exitOnSignals } from './system/signals.ts';
import { step } from './system/step.ts';
import { closingLine, crashed, type SuiteResult } from './test/result.ts';
import { suites, type Preparation, type Suite } from './test/suites.ts';

exitOnSignals();
const results: SuiteResult[] = [];
const prepared = new Map<Preparation, Promise<unknown>>();
const asked = process.argv.slice(2);
const unknown = asked.filter((id) => !suites.some((suite) => suite.id === id));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Suites: ${suites.map(({ id }) => id).join(', ')}`);
  process.exit(2);
}

for (const suite of suites) {
  if (asked.length > 0 && !asked.includes(suite.id)) continue;
  const result = await runSuite(suite, asked.includes(suite.id));
  for (const detail of result.details) console.log(`\n✗ ${suite.name}: ${detail}\n`);
  results.push(result);
}

const total = results.reduce((seconds, result) => seconds + result.seconds, 0);
console.log(`\n${total.toFixed(0)} s in the tests`);
for (const result of results) console.log(describeResult(result));
console.log(closingLine(results));
process.exit(results.some(({ failed }) => failed > 0) ? 1 : 0);

function describeResult({ name, passed, failed, skipped }: SuiteResult): string {
  if (failed > 0) return `✗ ${name}: ${failed} of ${passed + failed} failed`;
  return passed === 0 ? `- ${name}: left out` : `✓ ${name}: ${passed}, ${skipped} left out`;
}

/** A suite that is asked for by name must run; otherwise one that cannot run here is left out and said. */
async function runSuite(suite: Suite, mustRun: boolean): Promise<SuiteResult> {
  const { name } = suite;
  try {
    const reason = await suite.unavailable?.();
    if (reason !== undefined) {
      if (mustRun) return crashed(name, 0, reason);
      console.log(`• ${name}: left out, since ${reason}`);
      return { name, passed: 0, failed: 0, skipped: 1, seconds: 0, details: [] };
    }
    for (const preparation of suite.prepare) await prepareOnce(preparation);
    return await step(name, suite.run);
  } catch (error) {
    return crashed(name, 0, error);
  }
}

/** What one suite has prepared, or failed to, holds for the next. */
function prepareOnce(preparation: Preparation): Promise<unknown> {
  const pending = prepared.get(preparation) ?? step(preparation.title, preparation.run);
  prepared.set(preparation, pending);
  return pending;
}

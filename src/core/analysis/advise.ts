import { withChanges } from '../advice/consider.ts';
import type { Rule, Subject } from '../advice/rule.ts';
import { rules } from '../advice/rules.ts';
import { checkRule, type CheckedRule, type TryEdits } from '../advice/verifyFix.ts';
import { assumeEdits } from '../assumptions/edit.ts';
import { isIgnored } from '../assumptions/resolveAssumptions.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import type { Environment } from '../model/environment.ts';
import type { FindingLevel } from '../model/finding.ts';
import type { AnalysisCache } from './cache.ts';
import type { Evaluated, World } from './evaluate.ts';
import { recall, remember } from './rememberedFindings.ts';

/** What all rules have to say about one deployment of a file. `all` are the deployments of the analysis, itself among them. */
export function advise(
  one: Evaluated,
  world: World,
  all: readonly Evaluated[],
  tryEdits: TryEdits,
  cache: AnalysisCache,
): CheckedRule {
  // From a half-typed object nothing is claimed: what looks absent may only be unfinished.
  if (one.read.deployment.broken) return { findings: [], heldBack: [] };
  const subject = subjectOf(one, world, all);
  const check = (rule: Rule): CheckedRule =>
    checkRule(rule, chosenLevel(rule, one, world.environment), subject, tryEdits);
  const known = recall(cache.findings, one, world.files);
  const own = known ?? joined(rules.filter(({ scope }) => scope === undefined).map(check));
  if (known === null) remember(cache.findings, one, world.files, own);
  return joined([own, ...rules.filter(({ scope }) => scope === 'all').map(check)]);
}

function joined(parts: readonly CheckedRule[]): CheckedRule {
  return {
    findings: parts.flatMap(({ findings }) => findings),
    heldBack: parts.flatMap(({ heldBack }) => heldBack),
  };
}

/** A deployment as rules see it. */
export function subjectOf(one: Evaluated, world: World, all: readonly Evaluated[]): Subject {
  const { read, assumptions, estimate } = one;
  const { deployment } = read;
  const { environment } = world;
  return {
    deployment,
    workload: estimate.workload,
    estimate,
    assumptions,
    catalog: environment.catalog,
    currency: environment.currency,
    consider: (changes) =>
      estimateCost(withChanges(deployment, changes, environment.catalog), assumptions, environment),
    suppose: (other) => {
      const { requestsPerSecond } = estimate.workload;
      const workload = { ...assumptions.workload, requestsPerSecond };
      return estimateCost(other, { ...assumptions, workload }, environment);
    },
    others: () => subjectsOf(all, world).filter((other) => other.deployment !== deployment),
    propose: (changes) => read.propose(changes),
    assume: (path, value) => assumeEdits(deployment, path, value, world.files),
  };
}

/** By the deployments of an analysis: with many behind one gateway each of them looks at all. */
const subjects = new WeakMap<readonly Evaluated[], readonly Subject[]>();

function subjectsOf(all: readonly Evaluated[], world: World): readonly Subject[] {
  const known = subjects.get(all);
  if (known !== undefined) return known;
  const found = all.map((one) => subjectOf(one, world, all));
  subjects.set(all, found);
  return found;
}

/** The level the user wants: settings go before the assumptions file. Null = as the rule has it. */
function chosenLevel(
  rule: Rule,
  { assumptions }: Evaluated,
  environment: Environment,
): FindingLevel | null {
  if (isIgnored(rule.code, assumptions, environment.today)) return 'off';
  return environment.levels[rule.code] ?? assumptions.levels[rule.code] ?? null;
}

import { withChanges } from '../advice/consider.ts';
import type { Rule, Subject } from '../advice/rule.ts';
import { rules } from '../advice/rules.ts';
import {
  checkRule,
  joined,
  saysNothing,
  type CheckedRule,
  type TryEdits,
} from '../advice/verifyFix.ts';
import { assumeEdits } from '../assumptions/edit.ts';
import { forgetEdits } from '../assumptions/forget.ts';
import { policiesFor, type Policies } from '../assumptions/policies.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import { speedAt } from '../cost/speedAt.ts';
import type { Environment } from '../model/environment.ts';
import type { FindingLevel } from '../model/finding.ts';
import type { AnalysisCache } from './cache.ts';
import type { Evaluated, World } from './evaluate.ts';
import { recall, remember } from './rememberedFindings.ts';
import { suppressionsOf, type Suppressions } from './suppressions.ts';

/** What all rules have to say about one deployment of a file. `all` are the deployments of the analysis, itself among them. */
export function advise(
  one: Evaluated,
  world: World,
  all: readonly Evaluated[],
  tryEdits: TryEdits,
  cache: AnalysisCache,
): CheckedRule {
  const suppressions = suppressionsOf(one, world, all);
  const stated = { ...saysNothing, suppressed: suppressions.stated };
  // From a half-typed object nothing is claimed: what looks absent may only be unfinished.
  if (one.read.deployment.broken) return stated;
  const subject = subjectOf(one, world, all);
  const unwanted = new Set(suppressions.stated.map(({ code }) => code));
  const check = (rule: Rule): CheckedRule =>
    unwanted.has(rule.code)
      ? saysNothing
      : checkRule(
          rule,
          chosenLevel(rule.code, one, world.environment),
          subject,
          tryEdits,
          suppressions.at,
        );
  const wishes = wishesKey(suppressions, subject.policies);
  const known = recall(cache.findings, one, wishes, world.files);
  const own = known ?? joined(rules.filter(({ scope }) => scope === undefined).map(check));
  if (known === null) remember(cache.findings, one, wishes, world.files, own);
  return joined([stated, own, ...rules.filter(({ scope }) => scope === 'all').map(check)]);
}

/** What findings depend on beside what the deployment is: what nobody wants to hear, and what policies say. */
function wishesKey({ stated }: Suppressions, policies: readonly Policies[]): string {
  if (stated.length === 0 && policies.length === 0) return '';
  return JSON.stringify([stated.map(({ code }) => code), policies.map(({ values }) => values)]);
}

/** By the deployments of an analysis: each is made once, however many rules and others look at it. */
const subjects = new WeakMap<readonly Evaluated[], Map<Evaluated, Subject>>();

/** A deployment as rules see it. */
export function subjectOf(one: Evaluated, world: World, all: readonly Evaluated[]): Subject {
  const known = subjects.get(all) ?? new Map<Evaluated, Subject>();
  subjects.set(all, known);
  const subject = known.get(one) ?? subjectAmong(one, world, all);
  known.set(one, subject);
  return subject;
}

function subjectAmong(one: Evaluated, world: World, all: readonly Evaluated[]): Subject {
  const { read, assumptions, estimate, environment } = one;
  const { deployment } = read;
  return {
    deployment,
    workload: estimate.workload,
    estimate,
    assumptions,
    catalog: environment.catalog,
    today: environment.today,
    policies: policiesFor(deployment.uri, world.files, world.override),
    currency: environment.currency,
    consider: (changes) =>
      estimateCost(withChanges(deployment, changes, environment.catalog), assumptions, environment),
    suppose: (other) => {
      const { requestsPerSecond } = estimate.workload;
      const workload = { ...assumptions.workload, requestsPerSecond };
      return estimateCost(other, { ...assumptions, workload }, environment);
    },
    others: () => all.flatMap((other) => (other === one ? [] : [subjectOf(other, world, all)])),
    propose: (changes) => read.propose(changes),
    assume: (path, value) => assumeEdits(deployment, path, value, world.files),
    forget: (path) => forgetEdits(deployment, path, world.files),
    speedAt: (load) => speedAt(deployment, assumptions, environment, load),
  };
}

/** The level the user wants: settings go before the assumptions file. Null = as the rule has it. */
function chosenLevel(
  code: string,
  { assumptions }: Evaluated,
  environment: Environment,
): FindingLevel | null {
  return environment.levels[code] ?? assumptions.levels[code] ?? null;
}

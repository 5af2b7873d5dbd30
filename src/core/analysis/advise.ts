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
import { policiesFor, type Policies } from '../assumptions/policies.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import type { ParsedFile } from '../model/document.ts';
import type { Environment } from '../model/environment.ts';
import type { FindingLevel } from '../model/finding.ts';
import type { AnalysisCache } from './cache.ts';
import type { Evaluated, World } from './evaluate.ts';
import { recall, remember } from './rememberedFindings.ts';
import { suppressionsOf, type Suppressions } from './suppressions.ts';
import { valueKey } from './valueKey.ts';

/** What all rules have to say about one deployment of a file. `all` are the deployments of the analysis, itself among them. */
export function advise(
  one: Evaluated,
  file: ParsedFile,
  world: World,
  all: readonly Evaluated[],
  tryEdits: TryEdits,
  cache: AnalysisCache,
): CheckedRule {
  const { deployment } = one.read;
  const suppressions = suppressionsOf(one, file, world, all);
  const stated = { ...saysNothing, suppressed: suppressions.stated };
  // From a half-typed object nothing is claimed: what looks absent may only be unfinished.
  if (deployment.broken) return stated;
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
  const key = findingsKey(one, file, suppressions, subject.policies, world.environment);
  const known = recall(cache.findings, key, deployment, world.files);
  const own = known ?? joined(rules.filter(({ scope }) => scope === undefined).map(check));
  if (known === null) remember(cache.findings, key, deployment, world.files, own);
  return joined([stated, own, ...rules.filter(({ scope }) => scope === 'all').map(check)]);
}

/** All that findings depend on: the object's own text, and what was joined or assumed from elsewhere. */
function findingsKey(
  { read: { deployment }, assumptions }: Evaluated,
  file: ParsedFile,
  { stated }: Suppressions,
  policies: readonly Policies[],
  { levels, currency, today, catalog }: Environment,
): string {
  const ownText = file.source.text.slice(deployment.span.start, deployment.span.end);
  return JSON.stringify([
    deployment.id,
    ownText,
    valueKey(deployment),
    valueKey(assumptions),
    stated.map(({ code }) => code),
    policies.map(({ values }) => values),
    levels,
    currency,
    today,
    catalog.priceId,
  ]);
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
    catalog: environment.catalog,
    policies: policiesFor(deployment.uri, world.files, world.override),
    currency: environment.currency,
    consider: (changes) => estimateCost(withChanges(deployment, changes), assumptions, environment),
    others: () => all.flatMap((each) => (each === one ? [] : [subjectOf(each, world, all)])),
    propose: (changes) => read.propose(changes),
    assume: (path, value) => assumeEdits(deployment, path, value, world.files),
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

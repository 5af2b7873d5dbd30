import { withChanges } from '../advice/consider.ts';
import type { Rule, Subject } from '../advice/rule.ts';
import { rules } from '../advice/rules.ts';
import { checkRule, type TryEdits } from '../advice/verifyFix.ts';
import { assumeEdits } from '../assumptions/edit.ts';
import { isIgnored } from '../assumptions/resolveAssumptions.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import type { Environment } from '../model/environment.ts';
import type { Finding, FindingLevel } from '../model/finding.ts';
import type { AnalysisCache } from './cache.ts';
import type { Evaluated, World } from './evaluate.ts';
import { recall, remember } from './rememberedFindings.ts';

/** What all rules have to say about one deployment of a file. */
export function advise(
  one: Evaluated,
  world: World,
  tryEdits: TryEdits,
  cache: AnalysisCache,
): readonly Finding[] {
  // From a half-typed object nothing is claimed: what looks absent may only be unfinished.
  if (one.read.deployment.broken) return [];
  const known = recall(cache.findings, one, world.files);
  if (known !== null) return known;
  const subject = subjectOf(one, world);
  const findings = rules.flatMap((rule) =>
    checkRule(rule, chosenLevel(rule, one, world.environment), subject, tryEdits),
  );
  remember(cache.findings, one, world.files, findings);
  return findings;
}

function subjectOf({ read, assumptions, estimate }: Evaluated, world: World): Subject {
  const { deployment } = read;
  const { environment } = world;
  return {
    deployment,
    workload: estimate.workload,
    estimate,
    catalog: environment.catalog,
    currency: environment.currency,
    consider: (changes) => estimateCost(withChanges(deployment, changes), assumptions, environment),
    propose: (changes) => read.propose(changes),
    assume: (path, value) => assumeEdits(deployment, path, value, world.files),
  };
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

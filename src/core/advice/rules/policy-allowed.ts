import {
  constrainedKinds,
  constraintsOf,
  type ConstrainedKind,
  type Constraints,
} from '../../assumptions/constraints.ts';
import type { Change } from '../../model/change.ts';
import { effectiveUse, statedUse } from '../stated.ts';
import { holds } from '../hold.ts';
import { placeOf } from '../place.ts';
import { policyFinding, policyFix } from '../policyFinding.ts';
import type { FixDraft, Rule, Subject } from '../rule.ts';

const words: Readonly<Record<ConstrainedKind, string>> = {
  accelerators: 'accelerator',
  regions: 'region',
  providers: 'provider',
  instanceTypes: 'instance type',
};

/** It names hardware or a place that policies do not allow. */
export const policyAllowed: Rule = {
  code: 'policy-allowed',
  title: 'Not allowed by policy',
  level: 'error',
  explanation:
    'The accelerator, region, provider or instance type is not in the list that `policies.allowed` of the assumptions ' +
    'file gives. Only what the config, the assumptions or the settings name is held against it: where the estimate ' +
    'itself took a region or an accelerator, nothing is claimed. The cheapest allowed accelerator or region that holds ' +
    'the objectives is proposed where the config can name it. No suggestion leaves what is allowed.',
  consequence: { risk: 'medium', effort: 'hours', downtime: 'rolling restart', reversible: true },
  check(subject) {
    const { deployment, policies, catalog } = subject;
    if (policies.length === 0) return [];
    const constraints = constraintsOf(policies, catalog);
    const used = statedUse(subject);
    return constrainedKinds.flatMap((kind) => {
      const value = used[kind];
      const [broken] = value === null ? [] : constraints.against(kind, value.value);
      if (value === null || broken === undefined) return [];
      const list: readonly string[] = broken.values.allowed?.[kind] ?? [];
      const allowed = list.length === 0 ? 'nothing' : list.join(', ');
      return [
        policyFinding(
          placeOf(deployment, value),
          broken.values.allowed?.level,
          'error',
          `${value.value} is not allowed as ${words[kind]}: policies.allowed.${kind} lists ${allowed}.`,
          fixes(kind, subject, constraints),
        ),
      ];
    });
  },
};

/** Changes tried for one finding. */
const mostTried = 12;

function fixes(
  kind: ConstrainedKind,
  subject: Subject,
  constraints: Constraints,
): readonly FixDraft[] {
  const tried = candidates(kind, subject, constraints)
    .slice(0, mostTried)
    .flatMap((candidate) => {
      const estimate = subject.consider([candidate.change]);
      const usd = estimate.monthly?.expected;
      const isKept = keeps(kind, constraints, estimate) && holds(estimate, subject.estimate);
      return usd === undefined || !isKept ? [] : [{ ...candidate, usd }];
    })
    .sort((a, b) => a.usd - b.usd);
  for (const { name, change } of tried) {
    const fix = policyFix(subject, {
      variant: name,
      title: `Use ${name}`,
      needs: null,
      changes: [change],
      isKept: (after) => keeps(kind, constraints, after),
    });
    if (fix.length > 0) return fix;
  }
  return [];
}

function keeps(
  kind: ConstrainedKind,
  constraints: Constraints,
  estimate: Subject['estimate'],
): boolean {
  const name = effectiveUse(estimate)[kind];
  return name !== null && constraints.allows(kind, name);
}

function candidates(
  kind: ConstrainedKind,
  { estimate, catalog }: Subject,
  constraints: Constraints,
): readonly { readonly name: string; readonly change: Change }[] {
  const provider = estimate.hardware?.instance?.instance.provider;
  if (provider === undefined) return [];
  switch (kind) {
    case 'accelerators':
      return catalog.accelerators
        .filter(({ id }) => constraints.allows(kind, id))
        .map(({ id }) => ({
          name: id,
          change: { kind: 'name-accelerator', accelerator: id, provider },
        }));
    case 'regions':
      return catalog
        .regions(provider)
        .filter((name) => constraints.allows(kind, name))
        .map((name) => ({ name, change: { kind: 'set-region', region: name } }));
    case 'providers':
    case 'instanceTypes':
      return [];
  }
}

import type { Policies, PolicyLevel } from '../assumptions/policies.ts';
import type { Change } from '../model/change.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { changing } from './fixes.ts';
import { holds } from './hold.ts';
import type { Place } from './place.ts';
import type { FindingDraft, FixDraft, Subject } from './rule.ts';

/** A finding on a policy that is broken. `level` is what the policy says, `usual` what it is where it says nothing. */
export function policyFinding(
  place: Place,
  level: PolicyLevel | undefined,
  usual: PolicyLevel,
  message: string,
  fixes: readonly FixDraft[] = [],
): FindingDraft {
  return {
    kind: 'problem',
    ...place,
    level: level ?? usual,
    message: () => message,
    tradeOffs: [],
    fixes,
  };
}

/** What a fix keeps to a policy with. */
interface PolicyFix extends Pick<FixDraft, 'variant' | 'title' | 'needs'> {
  readonly changes: readonly Change[];
  /** Whether the deployment, as it then is, keeps to the policy. */
  readonly isKept: (after: CostEstimate) => boolean;
}

/** The fix as edits; none where the config cannot express it. It keeps what the user asked for otherwise. */
export function policyFix(subject: Subject, fix: PolicyFix): readonly FixDraft[] {
  const { variant, title, needs, changes, isKept } = fix;
  return changing(subject, changes, {
    variant,
    title,
    needs,
    safe: false,
    accepts: ({ estimate }) => isKept(estimate) && holds(estimate, subject.estimate),
  });
}

/** The policies that a value of theirs makes count, with that value. */
export function stating<T>(
  { policies }: Subject,
  read: (values: Policies['values']) => T | undefined,
): readonly { readonly policies: Policies; readonly value: T }[] {
  return policies.flatMap((each) => {
    const value = read(each.values);
    return value === undefined ? [] : [{ policies: each, value }];
  });
}

import type { AnalysisCache } from '../analysis/cache.ts';
import { atOnce } from '../analysis/atOnce.ts';
import type { Evaluated, World } from '../analysis/evaluate.ts';
import { pricingSteps } from '../analyze.ts';
import type { SourceDocument } from '../model/document.ts';
import type { Currency, Environment } from '../model/environment.ts';
import type { Range } from '../model/sourced.ts';
import { deploymentIdentity, type DeploymentIdentity } from '../report/deploymentIdentity.ts';
import { withoutNoise } from '../report/format.ts';
import { relativePath } from '../report/relativePath.ts';
import type { ParseProblemCode } from '../syntax/tree.ts';

/** A config, or a whole commit, that could not be read. */
interface UnreadConfig {
  /** Null = all files of the commit. */
  readonly uri: string | null;
  readonly reason: string;
  /** The same for the same bytes. */
  readonly content: string;
}

/** The files of a commit that can matter, as far as they could be read. */
export interface CommitConfigs {
  readonly documents: readonly SourceDocument[];
  readonly unread: readonly UnreadConfig[];
}

/** USD a month; null = not known. */
export interface PricedDeployment extends Omit<DeploymentIdentity, 'modelId'> {
  readonly model: { readonly id: string | null };
  readonly monthly: Range | null;
  /** True when a part of it has no price: it costs at least that. */
  readonly lowerBound: boolean;
  /** What has no price. */
  readonly missing: readonly string[];
}

/** What the configs of one commit cost, USD a month. */
export interface PricedConfigs {
  readonly deployments: readonly PricedDeployment[];
  /** Null where nothing of it is known; zero only where nothing is deployed. */
  readonly monthly: Range | null;
  readonly lowerBound: boolean;
  readonly unread: readonly {
    readonly file: string | null;
    readonly reason: string;
    readonly content: string;
  }[];
  /** What the assumptions of the commit show money in. */
  readonly currency: Currency;
}

/** What there is before the first commit, and after the last file is gone. */
export function noConfigs(currency: Currency): PricedConfigs {
  return {
    deployments: [],
    monthly: { min: 0, expected: 0, max: 0 },
    lowerBound: false,
    unread: [],
    currency,
  };
}

/**
 * Prices the configs of a commit; the months are those of a report on the same files in the same environment. What cannot be read makes the month a lower bound, and unknown where nothing else has a price.
 *
 * @param base URI of the folder that file names are relative to.
 */
export function priceConfigs(
  configs: CommitConfigs,
  environment: Environment,
  base: string,
  cache: AnalysisCache,
): PricedConfigs {
  return atOnce(priceConfigsSteps(configs, environment, base, cache));
}

/** `priceConfigs` in steps of a few milliseconds each. */
export function* priceConfigsSteps(
  { documents, unread }: CommitConfigs,
  environment: Environment,
  base: string,
  cache: AnalysisCache,
): Generator<undefined, PricedConfigs> {
  const { world, evaluated } = yield* pricingSteps(documents, environment, cache);
  const deployments = evaluated
    .flatMap((file) => file.deployments)
    .map((one) => pricedDeployment(one, base));
  const all = [
    ...unread.map(({ uri, reason, content }) => ({
      file: uri === null ? null : relativePath(uri, base),
      reason,
      content,
    })),
    ...brokenFiles(world, base),
  ];
  return {
    deployments,
    monthly: totalOf(deployments, all.length > 0),
    lowerBound: all.length > 0 || deployments.some((one) => one.lowerBound || one.monthly === null),
    unread: all,
    currency: world.environment.currency,
  };
}

function pricedDeployment(one: Evaluated, base: string): PricedDeployment {
  const { estimate } = one;
  const { modelId, ...identity } = deploymentIdentity(
    { deployment: one.read.deployment, estimate },
    base,
  );
  return {
    ...identity,
    model: { id: modelId },
    monthly: estimate.monthly,
    lowerBound: estimate.lowerBound,
    missing: estimate.missing,
  };
}

/** Problems with which a text is still read as it is meant. */
const harmless: ReadonlySet<ParseProblemCode> = new Set(['templated', 'duplicate-key']);

function brokenFiles({ files }: World, base: string): PricedConfigs['unread'] {
  return files.flatMap(({ source, problems }) => {
    const problem = problems.find(({ code }) => !harmless.has(code));
    if (problem === undefined) return [];
    const file = relativePath(source.uri, base);
    return [{ file, reason: problem.message, content: source.text }];
  });
}

function totalOf(deployments: readonly PricedDeployment[], isUnread: boolean): Range | null {
  const known = deployments.flatMap(({ monthly }) => monthly ?? []);
  const isKnown = known.length > 0 || (deployments.length === 0 && !isUnread);
  if (!isKnown) return null;
  const sum = (part: keyof Range): number =>
    withoutNoise(known.reduce((usd, monthly) => usd + monthly[part], 0));
  return { min: sum('min'), expected: sum('expected'), max: sum('max') };
}

import { ruleDescriptions } from '../../advice/ruleDescriptions.ts';
import type { Analysis, DeploymentAnalysis } from '../../analysis.ts';
import { providers, type Provider } from '../../model/deployment.ts';
import {
  acceleratorWords,
  cheapestWords,
  instancePriceWords,
  machineWords,
  sizeWords,
} from '../facts/words.ts';
import { hardwareText, monthlyText } from '../headline.ts';

/** A name that fits a place of an assumptions file, and what is known of it. */
export interface Choice {
  readonly name: string;
  /** A few words beside it. */
  readonly detail: string;
}

export interface ChoiceContext {
  readonly analysis: Analysis;
  /** The deployments that the file holds for. */
  readonly deployments: readonly DeploymentAnalysis[];
  /** As the block, or the file, says; null where neither does. */
  readonly provider: string | null;
  readonly region: string | null;
}

type Step = string | number;

/** Names from catalogue and workspace that may stand as the value of a path; empty where only the schema knows. */
export function valueChoices(path: readonly Step[], context: ChoiceContext): readonly Choice[] {
  const key = path.findLast((step) => typeof step === 'string') ?? '';
  switch (key) {
    case 'region':
    case 'regions':
      return regions(context);
    case 'accelerator':
      return accelerators(context);
    case 'accelerators':
      // Of a machine of one's own it says how many.
      return path[0] === 'owned' || path[0] === 'instances' ? [] : accelerators(context);
    case 'instanceType':
    case 'instanceTypes':
      return instanceTypes(context);
    case 'model':
    case 'base':
      return models(context);
    case 'code':
      return path.includes('ignore') ? rules() : [];
    case 'environment':
    case 'production':
      return said(context, ({ estimate }) => estimate.attribution.environment?.value);
    case 'team':
      return said(context, ({ estimate }) => estimate.attribution.team?.value);
    case 'owner':
      return said(context, ({ estimate }) => estimate.attribution.owner?.value);
    default:
      return [];
  }
}

/** Names of one's own that may stand as keys below a path. */
export function keyChoices(path: readonly Step[], context: ChoiceContext): readonly Choice[] {
  switch (path.join('.')) {
    case 'deployments':
    case 'policies.budgets.deployments':
      return deployments(context);
    case 'policies.budgets.teams':
      return said(context, ({ estimate }) => estimate.attribution.team?.value);
    case 'policies.budgets.environments':
      return said(context, ({ estimate }) => estimate.attribution.environment?.value);
    case 'rules':
      return rules();
    case 'prices':
      return [...usedHardware(context), ...accelerators(context)].filter(
        ({ name }, index, all) => all.findIndex((other) => other.name === name) === index,
      );
    case 'owned':
      return accelerators(context);
    default:
      return [];
  }
}

function deployments({ deployments: all, analysis }: ChoiceContext): readonly Choice[] {
  const { currency } = analysis.environment;
  return unique(
    all.map((one) => ({
      name: one.deployment.name,
      detail: `${monthlyText(one.estimate, currency)} · ${hardwareText(one)}`,
    })),
  );
}

function usedHardware({ deployments: all, analysis }: ChoiceContext): readonly Choice[] {
  const { catalog, currency } = analysis.environment;
  return unique(
    all.flatMap(({ estimate }): readonly Choice[] => {
      const place = estimate.hardware?.instance;
      if (place == null) return [];
      const { instance, region } = place;
      const price = instancePriceWords(instance, region, catalog, currency);
      return [{ name: instance.name, detail: ['in use', price].filter(Boolean).join(' · ') }];
    }),
  );
}

function regions({ analysis, provider }: ChoiceContext): readonly Choice[] {
  const { catalog } = analysis.environment;
  const places = providers.filter((each) => provider === null || each === provider);
  return unique(
    places.flatMap((place) => catalog.regions(place).map((name) => ({ name, detail: place }))),
  );
}

function accelerators({ analysis }: ChoiceContext): readonly Choice[] {
  const { catalog, currency } = analysis.environment;
  return catalog.accelerators
    .filter(({ kind }) => kind !== 'cpu')
    .map((facts) => ({
      name: facts.id,
      detail: [acceleratorWords(facts), cheapestWords(facts.id, catalog, currency)]
        .filter((words) => words !== null)
        .join(' · '),
    }));
}

function instanceTypes({ analysis, provider, region }: ChoiceContext): readonly Choice[] {
  const { catalog, currency } = analysis.environment;
  return unique(
    catalog.instances
      .filter((instance) => provider === null || instance.provider === (provider as Provider))
      .map((instance) => ({
        name: instance.name,
        detail: [instancePriceWords(instance, region, catalog, currency), machineWords(instance)]
          .filter((words) => words !== null && words !== '')
          .join(' · '),
      })),
  );
}

function models({ analysis }: ChoiceContext): readonly Choice[] {
  return analysis.environment.catalog.models.map((facts) => ({
    name: facts.id,
    detail: sizeWords(facts),
  }));
}

function rules(): readonly Choice[] {
  return ruleDescriptions.map(({ code, title }) => ({ name: code, detail: title }));
}

function said(
  { deployments: all }: ChoiceContext,
  read: (one: DeploymentAnalysis) => string | undefined,
): readonly Choice[] {
  return unique(
    all.flatMap((one) => {
      const name = read(one);
      return name === undefined ? [] : [{ name, detail: '' }];
    }),
  );
}

function unique(choices: readonly Choice[]): readonly Choice[] {
  return [...new Map(choices.map((choice) => [choice.name, choice])).values()];
}

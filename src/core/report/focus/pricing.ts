import { visibleText } from '../../text/visibleText.ts';
import type { AssumptionReport } from '../originReport.ts';
import type { ComponentReport, DeploymentReport } from '../reportModel.ts';
import { focusUnit } from './unit.ts';
import type { FocusService } from './service.ts';

/** How a component is priced, as FOCUS has it: quantity × unit price is the expected month. */
export interface FocusPricing {
  readonly category: 'Standard' | 'Dynamic' | 'Committed' | 'Other';
  readonly quantity: number;
  readonly unit: string;
  readonly unitPrice: number;
  /** What is sold, and what of it is counted. */
  readonly skuId: string;
  readonly skuMeter: string;
  /** The same at one place, bought in one way. */
  readonly skuPriceId: string;
}

/** Null where the month of the component is not known. */
export function pricingOf(
  component: ComponentReport,
  deployment: DeploymentReport,
  service: FocusService,
  provider: string,
): FocusPricing | null {
  const { monthly, quantity, unitPrice } = component;
  if (monthly === null) return null;
  // What is not counted in units is paid by the month.
  const counted =
    quantity === null || unitPrice === null
      ? { quantity: 1, unit: 'Months', unitPrice: monthly.expected }
      : { quantity, unit: focusUnit(component.unit), unitPrice };
  const purchase = purchaseOf(component, deployment);
  const meter = meterOf(component);
  const sold = soldAs(component, deployment);
  const skuId = [provider, service.name, sold, sold !== null && meter === 'Compute' ? null : meter]
    .flatMap((part) => (part === null ? [] : visibleText(part)))
    .join('/');
  return {
    category: categories[purchase] ?? 'Standard',
    ...counted,
    skuId,
    skuMeter: `${meter} (${counted.unit})`,
    skuPriceId: [skuId, visibleText(deployment.region ?? 'any'), purchase, counted.unit].join('/'),
  };
}

/** How the capacity is bought; what stands beside it is bought as it is used. */
export function purchaseOf(
  { category }: Pick<ComponentReport, 'category'>,
  { purchase }: Pick<DeploymentReport, 'purchase'>,
): string {
  return category === 'compute' ? (purchase ?? 'on-demand') : 'on-demand';
}

const categories: Readonly<Partial<Record<string, FocusPricing['category']>>> = {
  spot: 'Dynamic',
  'reserved-1y': 'Committed',
  'reserved-3y': 'Committed',
  owned: 'Other',
};

/** Entries of the price list behind the price; without them the machine or the model, where it is one. */
function soldAs(
  { category, inputs }: ComponentReport,
  { instanceType, model, supply }: DeploymentReport,
): string | null {
  const entries = new Set(inputs.filter(isPrice).map(entryOf));
  if (entries.size > 0) return [...entries].join(' + ');
  if (category !== 'compute') return null;
  return supply === 'api' || supply === 'units' ? model.id : instanceType;
}

function isPrice({ origin, unit }: AssumptionReport): boolean {
  return origin === 'catalog' && /^[A-Z]{3}\//.test(unit);
}

/** `g6e.xlarge` of `g6e.xlarge, 2026-11-09`. */
function entryOf({ from, asOf }: AssumptionReport): string {
  return from.endsWith(`, ${asOf ?? ''}`) ? from.slice(0, from.lastIndexOf(', ')) : from;
}

/** The name of a component without what differs from one deployment to the next: a machine, a volume, a model. */
function meterOf({ name }: Pick<ComponentReport, 'name'>): string {
  return visibleText(name)
    .replace(/^(Compute|Serverless), .*/, '$1')
    .replace(/^(Volume|Use of|Served by|Throughput units for) .*/, '$1');
}

import { visibleText } from '../../text/visibleText.ts';
import type { Cell } from '../csvText.ts';
import { figure } from '../reportContext.ts';
import { inRepository } from '../repositoryReport.ts';
import { purchaseOf } from './pricing.ts';
import { providerName } from './providerName.ts';
import type { FocusRow } from './row.ts';
import { focusTags } from './tags.ts';

/**
 * Columns of the dataset Cost and Usage of FOCUS 1.4 (https://focus.finops.org/focus-specification/v1-4/, ratified on
 * 2026-06-04), by their ids and in alphabetical order: the mandatory ones, the recommended ones of which something is
 * known, and those whose condition holds for an estimate of list prices. Invoices, commitments, measured consumption and
 * accounts below the billing account do not exist yet when a config is reviewed.
 */
export const focusColumns: Readonly<Record<string, (row: FocusRow) => Cell>> = {
  // Only what is invoiced, by who invoices it: the provider's own rows hold that, and adding them up stays right.
  BilledCost: () => 0,
  BillingAccountId: ({ billingAccount }) => billingAccount,
  BillingAccountName: () => null,
  BillingCurrency: ({ report }) => report.currency,
  BillingPeriodEnd: ({ month }) => month.end,
  BillingPeriodStart: ({ month }) => month.start,
  ChargeCategory: () => 'Usage',
  // Only corrections of an earlier month have one.
  ChargeClass: () => null,
  ChargeDescription: ({ component, deployment }) =>
    text(`Estimate of ${component.name} of ${deployment.name}: ${component.formula}`),
  ChargeFrequency: () => 'Usage-Based',
  ChargePeriodEnd: ({ month }) => month.end,
  ChargePeriodStart: ({ month }) => month.start,
  ContractedCost: ({ monthly }) => monthly.expected,
  ContractedUnitPrice: ({ pricing }) => pricing.unitPrice,
  EffectiveCost: ({ monthly }) => monthly.expected,
  HostProviderName: (row) => host(row),
  InvoiceIssuerName: ({ provider }) => text(provider),
  ListCost: ({ monthly }) => monthly.expected,
  ListUnitPrice: ({ pricing }) => pricing.unitPrice,
  PricingCategory: ({ pricing }) => pricing.category,
  PricingCurrency: () => 'USD',
  PricingCurrencyContractedUnitPrice: ({ pricing, report }) => dollars(pricing.unitPrice, report),
  PricingCurrencyEffectiveCost: ({ monthly, report }) => dollars(monthly.expected, report),
  PricingCurrencyListUnitPrice: ({ pricing, report }) => dollars(pricing.unitPrice, report),
  PricingQuantity: ({ pricing }) => pricing.quantity,
  PricingUnit: ({ pricing }) => pricing.unit,
  RegionId: (row) => region(row),
  RegionName: (row) => region(row),
  ResourceId: (row) => text(resourceId(row)),
  ResourceName: ({ deployment }) => text(deployment.name),
  ResourceType: ({ deployment }) =>
    text(deployment.kind === '' ? deployment.format : deployment.kind),
  ServiceCategory: ({ service }) => service.category,
  ServiceName: ({ service }) => service.name,
  ServiceProviderName: ({ provider }) => text(provider),
  ServiceSubcategory: ({ service }) => service.subcategory,
  SkuId: ({ pricing }) => pricing.skuId,
  SkuMeter: ({ pricing }) => pricing.skuMeter,
  SkuPriceDetails: ({ component, deployment }) =>
    component.category === 'compute' && deployment.instanceType !== null
      ? JSON.stringify({ InstanceType: deployment.instanceType })
      : null,
  SkuPriceId: ({ pricing }) => pricing.skuPriceId,
  Tags: ({ deployment, repository }) => focusTags(deployment, repository),
};

/** What FOCUS has no column for; its rules for names of such columns hold. */
export const customColumns: Readonly<Record<string, (row: FocusRow) => Cell>> = {
  x_AcceleratorName: ({ deployment }) => textOrNull(deployment.accelerator?.name ?? null),
  x_ComponentName: ({ component }) => text(component.name),
  x_CostBasis: () => 'Estimate',
  x_EngineName: ({ deployment }) => textOrNull(deployment.engine),
  x_EstimatedCostMaximum: ({ monthly }) => monthly.max,
  x_EstimatedCostMinimum: ({ monthly }) => monthly.min,
  x_FilePath: ({ deployment, repository }) =>
    text(repository === null ? deployment.file : inRepository(deployment.file, repository)),
  // True for all rows of a deployment of which something has no price, and so no row.
  x_IsLowerBound: ({ deployment }) => deployment.monthly.lowerBound,
  x_ModelId: ({ deployment }) => textOrNull(deployment.model.id),
  x_PriceListDate: ({ report, repository }) => startOf((repository ?? report).prices.asOf),
  x_PriceListId: ({ report, repository }) => text((repository ?? report).prices.id),
  x_PurchaseOption: ({ component, deployment }) => text(purchaseOf(component, deployment)),
  x_ReportDate: ({ report, repository }) => startOf((repository ?? report).date),
};

/** Where it runs: the cloud of the deployment where one is known, else whoever sells it. */
function host({ deployment, provider }: FocusRow): Cell {
  return text(deployment.provider === null ? provider : providerName(deployment.provider));
}

/** What stands for the place of one's own hardware, and of what nobody places. */
const noRegions: ReadonlySet<string> = new Set(['own', 'unknown']);

function region({ deployment }: FocusRow): Cell {
  const { region: place } = deployment;
  return place === null || noRegions.has(place) ? null : text(place);
}

/** Unique over all repositories: the id of the report with the repository in front. */
function resourceId({ deployment, repository }: FocusRow): string {
  const { id } = deployment;
  if (repository === null) return id;
  return [repository.name, inRepository(id, repository)].filter((part) => part !== null).join('/');
}

function dollars(amount: number, { exchangeRate }: FocusRow['report']): number {
  return figure(amount / exchangeRate.perUsd);
}

/** A day as FOCUS writes moments; null where prices are undated. */
function startOf(day: string): Cell {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00:00Z` : null;
}

/** Text of configs on one line: readers of CSV in big engines split files at line breaks. */
function text(value: string): Cell {
  return visibleText(value);
}

function textOrNull(value: string | null): Cell {
  return value === null ? null : text(value);
}

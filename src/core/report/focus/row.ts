import type { ComponentReport, DeploymentReport, Report } from '../reportModel.ts';
import { repositoryOf, type RepositoryReport } from '../repositoryReport.ts';
import type { Range } from '../../model/sourced.ts';
import { billingMonth, type BillingMonth } from './month.ts';
import { pricingOf, type FocusPricing } from './pricing.ts';
import { providerName } from './providerName.ts';
import { serviceOf, type FocusService } from './service.ts';

/** What the caller wants of the rows besides what the report says. */
export interface FocusOptions {
  /** The billing month, `YYYY-MM`; the month of the report by default. */
  readonly month?: string;
  /** The account that the provider bills; one that says that nobody is billed by default. */
  readonly billingAccount?: string;
}

/** A component of a deployment in a month, from which the columns of a row are read. */
export interface FocusRow {
  readonly report: Report;
  readonly deployment: DeploymentReport;
  readonly component: ComponentReport;
  readonly repository: RepositoryReport | null;
  readonly month: BillingMonth;
  readonly monthly: Range;
  readonly service: FocusService;
  readonly pricing: FocusPricing;
  /** Display name of who is paid. */
  readonly provider: string;
  readonly billingAccount: string;
}

/** Stands for the account that a provider bills: there is none behind an estimate. */
const estimates = 'serving-cost-estimates';

/** A row for each component whose month is known, in the order of the report. */
export function focusRows(report: Report, options: FocusOptions): readonly FocusRow[] {
  return report.deployments.flatMap((deployment) => {
    const repository = repositoryOf(deployment.file, report.repositories);
    const month = billingMonth(options.month ?? repository?.date ?? report.date);
    if (month === null) return [];
    return deployment.components.flatMap((component): FocusRow[] => {
      const service = serviceOf(component, deployment);
      const provider = providerName(component.provider ?? deployment.provider ?? 'own');
      const pricing = pricingOf(component, deployment, service, provider);
      const { monthly } = component;
      if (pricing === null || monthly === null) return [];
      return [
        {
          report,
          deployment,
          component,
          repository,
          month,
          monthly,
          service,
          pricing,
          provider,
          billingAccount: options.billingAccount ?? estimates,
        },
      ];
    });
  });
}

/** Components whose month is not known: FOCUS has no row for a cost that is not a number. */
export interface Unpriced {
  readonly deployment: DeploymentReport;
  readonly components: readonly string[];
}

/** What has no row, by deployment. */
export function withoutRow({ deployments }: Pick<Report, 'deployments'>): readonly Unpriced[] {
  return deployments.flatMap((deployment) => {
    const components = deployment.components
      .filter(({ monthly }) => monthly === null)
      .map(({ name }) => name);
    return components.length === 0 ? [] : [{ deployment, components }];
  });
}

import type { DeploymentAnalysis } from '../analysis.ts';
import type { PanelContext } from './panelContext.ts';
import type { PanelDetails } from './panelDetailsSchema.ts';
import { unknownSpeed } from './unknownSpeed.ts';
import { weekChart } from './weekChart.ts';

/** The 168 hours of the week that is priced: what is asked, what is paid, and what of it the demand needs. */
export function panelWeek(one: DeploymentAnalysis, context: PanelContext): PanelDetails['week'] {
  const { deployment, estimate } = one;
  const { kind } = deployment.supply;
  // What is bought by the request or the token has no replicas of its own to look at.
  if (kind === 'api' || kind === 'units') return { chart: null, absent: null };
  const { currency } = context.analysis.environment;
  const { autoscaling } = estimate;
  return autoscaling === null
    ? { chart: null, absent: unknownSpeed(one) }
    : { chart: weekChart(deployment.id, estimate, autoscaling, currency), absent: null };
}

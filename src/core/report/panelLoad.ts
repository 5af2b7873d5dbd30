import type { DeploymentAnalysis } from '../analysis.ts';
import { loadCurve } from '../insight/loadCurve.ts';
import type { PanelDetails } from './panelDetailsSchema.ts';
import { loadChart } from './loadChart.ts';
import { unknownSpeed } from './unknownSpeed.ts';

/** What one replica does and what its callers wait, by requests at once; or why that cannot be said. */
export function panelLoad(one: DeploymentAnalysis): PanelDetails['load'] {
  const { deployment, assumptions, estimate, environment } = one;
  const { kind } = deployment.supply;
  // How fast the replicas of others are is theirs to say.
  if (kind === 'api' || kind === 'units') return { chart: null, absent: null };
  const curve = loadCurve(deployment, assumptions, environment);
  const { performance } = estimate;
  return curve === null || performance === null
    ? { chart: null, absent: unknownSpeed(one) }
    : { chart: loadChart(deployment.id, curve, performance, estimate.workload), absent: null };
}

import { nothingChanges } from '../consequences.ts';
import { benchmarkSpeed } from '../measured/benchmark.ts';
import { measuredBill } from '../measured/bill.ts';
import { statedDemand } from '../measured/demand.ts';
import { missedLimits } from '../measured/limits.ts';
import { productionSpeed } from '../measured/production.ts';
import { measuredReplicas } from '../measured/replicas.ts';
import type { Rule } from '../rule.ts';

/** Estimates that measurements do not bear out. */
export const measurementDrift: Rule = {
  code: 'measurement-drift',
  title: 'Estimate and measurement differ',
  level: 'information',
  explanation:
    'Holds what was measured (measured in .servingcost.yaml, as `serving-cost measure` writes it) against the estimate. Latency ' +
    'and throughput are compared at the load that was measured, and differ when they are outside of the band in which 80% of ' +
    'comparable measurements lie; the number of replicas when it is off by more than 15%; the month when a cost monitor’s is ' +
    'outside of the estimated range and off by more than 10%; demand that somebody states, which counts before measured demand, when it is ' +
    'off by more than 20%. Accelerators may be busier than estimated, since a lone request keeps them busy; less busy is said. A warning ' +
    'where a stated latency limit at the 95th percentile or above was missed.',
  consequence: nothingChanges,
  check(subject) {
    return [
      ...missedLimits(subject),
      ...statedDemand(subject),
      ...measuredReplicas(subject),
      ...productionSpeed(subject),
      ...benchmarkSpeed(subject),
      ...measuredBill(subject),
    ];
  },
};

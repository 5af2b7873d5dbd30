import { statedUse } from '../../advice/stated.ts';
import { formatPercent, formatRequestRate } from '../format.ts';
import {
  done,
  findingWith,
  isHosted,
  isStated,
  missing,
  notApplicable,
  type ChecklistItem,
} from './item.ts';

const requirements: ChecklistItem = {
  id: 'requirements',
  title: 'Traffic and latency objective stated',
  answer(subject) {
    const { workload } = subject;
    const { requestsPerSecond: rate, latencyClass } = workload;
    const limits = [workload.ttftMs, workload.tpotMs, workload.e2eMs];
    const limit = limits.find(isStated) ?? (isStated(latencyClass) ? latencyClass : undefined);
    if (!isStated(rate)) {
      return missing(subject, limit ? 'no rate' : 'no rate and no latency objective');
    }
    return limit
      ? done(subject, formatRequestRate(rate.value), rate)
      : missing(subject, 'no latency objective', rate);
  },
};

const hardware: ChecklistItem = {
  id: 'hardware',
  title: 'Hardware chosen',
  answer(subject) {
    const { deployment, estimate } = subject;
    if (isHosted(subject)) return notApplicable(subject, 'the provider runs it');
    const { accelerators, instanceTypes } = statedUse(subject);
    const named = instanceTypes ?? accelerators;
    if (named !== null) return done(subject, named.value, named);
    const request = deployment.accelerator;
    if (request !== null) return missing(subject, 'accelerator not named', request.count);
    return deployment.cpuCores === null || estimate.hardware === null
      ? missing(subject, 'neither cores nor an instance type')
      : done(subject, 'CPU cores requested', deployment.cpuCores);
  },
};

const sizeCodes = ['right-size', 'over-provisioned', 'under-provisioned', 'idle', 'does-not-fit'];

/** Below this the peaks of any usual week (three times its mean) leave half of it idle. */
const leastBusy = 0.15;

const size: ChecklistItem = {
  id: 'right-size',
  title: 'Sized to the load',
  answer(subject) {
    const { workload, estimate } = subject;
    if (isHosted(subject)) return notApplicable(subject, 'the provider runs it');
    const finding = findingWith(subject, sizeCodes);
    if (finding !== undefined) return missing(subject, finding.code, finding);
    if (!isStated(workload.requestsPerSecond) || estimate.utilization === null) {
      return notApplicable(subject, 'the traffic, or the speed, is not known');
    }
    const words = `${formatPercent(estimate.utilization)} busy`;
    const isSized = estimate.utilization >= leastBusy && estimate.utilization <= 1;
    return isSized ? done(subject, words) : missing(subject, words);
  },
};

const region: ChecklistItem = {
  id: 'region',
  title: 'Region chosen',
  answer(subject) {
    if (subject.deployment.supply.kind === 'api') return notApplicable(subject, 'a hosted model');
    const { regions } = statedUse(subject);
    return regions === null
      ? missing(subject, 'no region is named')
      : done(subject, regions.value, regions);
  },
};

const autoscaling: ChecklistItem = {
  id: 'autoscaling',
  title: 'Replicas follow the load',
  answer(subject) {
    const { deployment, workload, assumptions } = subject;
    const { autoscaler, min } = deployment.replicas;
    if (isHosted(subject) || deployment.supply.kind === 'serverless') {
      return notApplicable(subject, 'the provider scales it');
    }
    if (autoscaler !== null) return done(subject, autoscaler.kind, autoscaler);
    if (workload.latencyClass.value === 'batch') {
      return notApplicable(subject, 'batch work waits in a queue');
    }
    const { hoursPerMonth } = assumptions;
    return isStated(hoursPerMonth) && hoursPerMonth.value < assumptions.calendarHours.value
      ? done(subject, 'off by schedule', hoursPerMonth)
      : missing(subject, `${min.value} at all hours`, min);
  },
};

const coldStart: ChecklistItem = {
  id: 'cold-start',
  title: 'Cold start known where replicas go to zero',
  answer(subject) {
    const { deployment, assumptions } = subject;
    if (isHosted(subject)) return notApplicable(subject, 'the provider runs it');
    const { min } = deployment.replicas;
    if (min.value > 0) return notApplicable(subject, 'a replica always runs', min);
    const measured = Object.values(assumptions.coldStart).find(isStated);
    return measured
      ? done(subject, 'stated', measured)
      : missing(subject, 'coldStart is not stated', min);
  },
};

/** What hardware is taken, where, and how much of it. */
export const sizingItems: readonly ChecklistItem[] = [
  requirements,
  hardware,
  size,
  region,
  autoscaling,
  coldStart,
];

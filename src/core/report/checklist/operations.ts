import { isProduction } from '../../assumptions/policies.ts';
import {
  done,
  isHosted,
  missing,
  notApplicable,
  type ChecklistItem,
  type ChecklistSubject,
} from './item.ts';

/** Formats outside clusters whose configs describe containers. */
const containerFormats = new Set(['docker-compose', 'ecs']);

/** Pods and containers are described by their config; what a platform runs is not. */
function hasContainers(subject: ChecklistSubject): boolean {
  const { deployment } = subject;
  return (
    deployment.supply.kind === 'replicas' &&
    (deployment.inCluster !== false || containerFormats.has(deployment.format))
  );
}

const limits: ChecklistItem = {
  id: 'limits',
  title: 'Memory limited',
  answer(subject) {
    if (!hasContainers(subject)) return notApplicable(subject, 'the platform sizes it');
    const key = subject.written(
      /(?:^|\.)limits\.memory$|(?:^|\.)mem_limit$|^(?:taskDefinition\.)?(?:containerDefinitions\.)?memory$/,
    );
    return key === null
      ? missing(subject, 'no memory limit', subject.deployment.memoryGiB)
      : done(subject, 'set', key);
  },
};

const health: ChecklistItem = {
  id: 'health',
  title: 'Health checked',
  answer(subject) {
    if (!hasContainers(subject)) return notApplicable(subject, 'the platform checks it');
    const key = subject.written(
      /(?:^|\.)(?:(?:readiness|liveness|startup)_?probe|health_?check)$/i,
    );
    return key === null ? missing(subject, 'no probe') : done(subject, 'probe', key);
  },
};

const monitoring: ChecklistItem = {
  id: 'monitoring',
  title: 'Metrics collected',
  answer(subject) {
    const { kind } = subject.deployment.supply;
    if (isHosted(subject) || kind === 'managed' || kind === 'serverless') {
      return notApplicable(subject, 'the platform measures it');
    }
    const key = subject.written(
      /prometheus\.io\/scrape$|(?:service|pod)_?monitor(?:ing)?(?:$|\.enabled$)|(?:^|\.)metrics(?:Export|$|\.enabled$)/i,
    );
    if (key !== null) return done(subject, 'scraped', key);
    const counted = subject.estimate.components.some(({ name }) => name === 'Metrics');
    return counted
      ? done(subject, 'metrics of the cloud')
      : missing(subject, 'its config names no collector');
  },
};

const labels: ChecklistItem = {
  id: 'owner',
  title: 'Owner and team named',
  answer(subject) {
    const { owner, team } = subject.estimate.attribution;
    if (owner !== null && team !== null)
      return done(subject, `${team.value}, ${owner.value}`, team);
    if (owner === null && team === null) return missing(subject, 'neither owner nor team');
    return missing(subject, owner === null ? 'no owner' : 'no team', owner ?? team);
  },
};

const budget: ChecklistItem = {
  id: 'budget',
  title: 'Within a budget',
  answer(subject) {
    const holding = subject.policies.find(({ values }) => values.budgets !== undefined);
    if (holding === undefined) return missing(subject, 'policies.budgets states none');
    const over = subject.findings.find(({ code }) => code === 'policy-budget');
    return over === undefined
      ? done(subject, 'policies.budgets', { uri: holding.uri, span: holding.span(['budgets']) })
      : missing(subject, 'over budget', over);
  },
};

const outsideProduction: ChecklistItem = {
  id: 'scale-to-zero',
  title: 'To zero outside production',
  answer(subject) {
    const { deployment, estimate, policies, assumptions } = subject;
    const environment = estimate.attribution.environment;
    if (environment === null) return notApplicable(subject, 'the environment is not named');
    const usual = /^(?:production|prod|live)$/i.test(environment.value);
    const [nearest] = policies;
    if (nearest === undefined ? usual : isProduction(environment.value, nearest)) {
      return notApplicable(subject, environment.value, environment);
    }
    const { kind } = deployment.supply;
    if (kind !== 'replicas' && kind !== 'managed' && kind !== 'nodes') {
      return notApplicable(subject, 'paid by use');
    }
    const { min } = deployment.replicas;
    const isOff = assumptions.hoursPerMonth.value < assumptions.calendarHours.value;
    if (min.value === 0) return done(subject, 'replicas go to zero', min);
    return isOff
      ? done(subject, 'off by schedule', assumptions.hoursPerMonth)
      : missing(subject, `${min.value} at all hours`, min);
  },
};

const reviews: ChecklistItem = {
  id: 'reviews',
  title: 'Exceptions come up for review',
  answer(subject) {
    const [first] = subject.suppressed;
    if (first === undefined) return notApplicable(subject, 'no finding is suppressed');
    const open = subject.suppressed.find(({ until }) => until === null);
    return open === undefined
      ? done(subject, 'each ends on a day', first)
      : missing(subject, `${open.code} is suppressed for ever`, open);
  },
};

/** How it is run and who answers for it. */
export const operationsItems: readonly ChecklistItem[] = [
  limits,
  health,
  monitoring,
  outsideProduction,
  labels,
  budget,
  reviews,
];

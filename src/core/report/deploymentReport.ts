import type { DeploymentAnalysis } from '../analysis.ts';
import { hardwareText } from '../features/headline.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { deploymentIdentity } from './deploymentIdentity.ts';
import { autoscalingReport, coldStartReport, workloadReport } from './demandReport.ts';
import { findingReport } from './findingReport.ts';
import { performanceReport } from './performanceReport.ts';
import { figure, type ReportContext } from './reportContext.ts';
import type {
  CandidateReport,
  ComponentReport,
  DeploymentReport,
  MemoryReport,
  MonthlyReport,
} from './reportModel.ts';
import { unitReport } from './unitReport.ts';

/** One deployment as the report shows it, not looked at closely. */
export function deploymentReport(
  one: DeploymentAnalysis,
  context: ReportContext,
): Omit<DeploymentReport, 'insight'> {
  const { deployment, estimate, findings } = one;
  const { placement } = deployment;
  const { hardware } = estimate;
  const place = hardware?.instance ?? null;
  const { modelId, ...identity } = deploymentIdentity(one, context.base);
  return {
    id: identity.id,
    name: identity.name,
    file: identity.file,
    line: context.line(deployment.uri, deployment.nameSpan.start),
    format: identity.format,
    kind: identity.kind,
    namespace: identity.namespace,
    team: estimate.attribution.team?.value ?? null,
    environment: estimate.attribution.environment?.value ?? null,
    owner: estimate.attribution.owner?.value ?? null,
    phase: deployment.phase ?? null,
    trafficShare: deployment.trafficShare?.value ?? null,
    engine: identity.engine,
    model: {
      id: modelId,
      parameters: estimate.model?.parameters ?? null,
      activeParameters: estimate.model?.activeParameters ?? null,
      weightPrecision: estimate.quantization?.value ?? null,
      kvPrecision: estimate.kvPrecision,
    },
    accelerator: identity.accelerator,
    hardware: hardwareText(one),
    tensorParallel: estimate.tensorParallel,
    instanceType: placement.instanceType?.value ?? place?.instance.name ?? null,
    provider: placement.provider?.value ?? place?.instance.provider ?? null,
    region: placement.region?.value ?? place?.region ?? null,
    purchase: hardware?.purchase.value ?? placement.purchase?.value ?? null,
    replicas: {
      min: figure(estimate.replicas.min),
      expected: figure(estimate.replicas.expected),
      max: figure(estimate.replicas.max),
    },
    monthly: monthlyReport(estimate, context),
    unit: unitReport(estimate, context),
    workload: workloadReport(estimate),
    autoscaling: autoscalingReport(estimate, context),
    coldStart: coldStartReport(estimate, context),
    performance: performanceReport(estimate),
    memory: memoryReport(estimate),
    assumptions: estimate.assumptions.map((input) => context.input(input)),
    findings: findings.map((finding) => findingReport(finding, context, deployment.uri)),
    notProposed: one.heldBack,
    components: componentReports(estimate, context),
    candidates: candidateReports(estimate, context),
    missing: estimate.missing,
    notes: deployment.notes.map(({ code, message, span }) => ({
      code,
      message,
      line: context.line(deployment.uri, span.start),
    })),
  };
}

function monthlyReport(estimate: CostEstimate, context: ReportContext): MonthlyReport {
  const { monthly, byCategory, components } = estimate;
  // A category without a known component is not known, unless the whole deployment has no component in it.
  const category = (name: keyof typeof byCategory): number | null => {
    const own = components.filter((component) => component.category === name);
    const unpriced = own.length > 0 && own.every((component) => component.monthly === null);
    return monthly === null || unpriced ? null : context.money(byCategory[name]);
  };
  const whole = context.moneyRange(monthly);
  return {
    min: whole?.min ?? null,
    expected: whole?.expected ?? null,
    max: whole?.max ?? null,
    compute: category('compute'),
    network: category('network'),
    storage: category('storage'),
    management: category('management'),
    lowerBound: estimate.lowerBound,
    wholeNode: context.money(estimate.wholeNodeMonthly?.expected ?? null),
  };
}

function memoryReport({ memory }: CostEstimate): MemoryReport {
  return {
    weightsGiB: figure(memory?.weightsGiB ?? null),
    kvCacheGiB: figure(memory?.kvCacheGiB ?? null),
    availableGiB: figure(memory?.availableGiB ?? null),
    fits: memory?.fits ?? null,
    overheadGiB: figure(memory?.overheadGiB ?? null),
    shortfallGiB: figure(memory?.shortfallGiB ?? null),
  };
}

function componentReports(
  { components }: CostEstimate,
  context: ReportContext,
): readonly ComponentReport[] {
  return components.map((component) => ({
    name: component.name,
    category: component.category,
    quantity: figure(component.quantity),
    unit: component.unit,
    unitPrice: context.money(component.unitPrice),
    monthly: context.moneyRange(component.monthly),
    formula: component.formula,
    inputs: component.inputs.map((input) => context.input(input)),
    parts: (component.parts ?? []).map(({ name, monthly }) => ({
      name,
      monthly: context.money(monthly),
    })),
  }));
}

function candidateReports(
  { candidates }: CostEstimate,
  context: ReportContext,
): readonly CandidateReport[] {
  return candidates.map(({ accelerator, instance, monthly, fits, meetsSlo }) => ({
    accelerator,
    instanceType: instance.instance.name,
    provider: instance.instance.provider,
    region: instance.region,
    monthly: context.moneyRange(monthly),
    fits,
    meetsSlo,
  }));
}

import type { ReplicaSpecification } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { at, defaulted, type Located } from '../located.ts';
import { scaledReplicas } from '../platforms/deployment.ts';
import { numberOf } from '../platforms/scalars.ts';
import type { FieldPlace } from '../platforms/steps.ts';
import { resolvedAt, resolvedScalar } from './resolve.ts';
import { referredTo, resourcesOfType, textsIn, type Resource, type Template } from './template.ts';

/** Instances of a variant that answers while the caller waits (AWS, "Scale an endpoint to zero instances"). */
export const neverZero =
  'Only asynchronous endpoints and inference components of SageMaker scale to zero.';

/** A scalable target of a variant or component, with the policy that moves it. */
interface Scaling {
  readonly target: Resource;
  readonly policy: Resource | null;
}

/** Replicas of a variant, and where their limits are written. */
export interface VariantReplicas {
  readonly specification: ReplicaSpecification;
  readonly minReplicas: FieldPlace | null;
  readonly maxReplicas: FieldPlace | null;
}

export function wholeIn(
  from: Located | null,
  template: Template,
  ...path: string[]
): Sourced<number> | null {
  const found = resolvedScalar(from, template, ...path);
  const value = found && numberOf(found);
  return value && Number.isInteger(value.value) ? value : null;
}

/** The instances of a variant: its scalable target's limits, those of managed scaling, or its initial number. */
export function replicasOf(
  variant: Located,
  config: Resource,
  variantName: string | null,
  isOnly: boolean,
  template: Template,
): VariantReplicas {
  const initial =
    wholeIn(variant, template, 'InitialInstanceCount') ??
    defaulted(1, 'InitialInstanceCount', 'A variant without a known number has one instance');
  const scaling = scalingOf(config, variantName, isOnly, template);
  if (scaling?.target.properties) {
    const { properties } = scaling.target;
    const min = wholeIn(properties, template, 'MinCapacity') ?? initial;
    const max = wholeIn(properties, template, 'MaxCapacity');
    return {
      specification: scaledReplicas(min, max ?? min, scaling.target.node, aimOf(scaling, template)),
      minReplicas: { holder: properties, path: ['MinCapacity'] },
      maxReplicas: { holder: properties, path: ['MaxCapacity'] },
    };
  }
  const managed = resolvedAt(variant, template, 'ManagedInstanceScaling');
  if (managed && resolvedScalar(managed, template, 'Status')?.node.text !== 'DISABLED') {
    const min = wholeIn(managed, template, 'MinInstanceCount') ?? initial;
    const max = wholeIn(managed, template, 'MaxInstanceCount') ?? min;
    return {
      specification: scaledReplicas(min, max, managed),
      minReplicas: { holder: managed, path: ['MinInstanceCount'] },
      maxReplicas: { holder: managed, path: ['MaxInstanceCount'] },
    };
  }
  const place: FieldPlace = { holder: variant, path: ['InitialInstanceCount'] };
  return {
    specification: { min: initial, max: initial, autoscaler: null },
    minReplicas: place,
    maxReplicas: place,
  };
}

const DIMENSION = 'sagemaker:variant:DesiredInstanceCount';

/**
 * The target that names the variant (`endpoint/NAME/variant/VARIANT`) and, where the template holds several endpoints,
 * the endpoint that uses its config.
 */
function scalingOf(
  config: Resource,
  variantName: string | null,
  isOnly: boolean,
  template: Template,
): Scaling | null {
  const target = resourcesOfType(template, 'AWS::ApplicationAutoScaling::ScalableTarget').find(
    (candidate) =>
      textsAt(candidate.properties, 'ScalableDimension').includes(DIMENSION) &&
      (isOnly || namesVariant(candidate, variantName)) &&
      mayScaleEndpointOf(config, candidate, template),
  );
  if (!target) return null;
  const id = textsAt(target.properties, 'ResourceId').join('/');
  const policy = resourcesOfType(template, 'AWS::ApplicationAutoScaling::ScalingPolicy').find(
    ({ properties }) =>
      referredTo(at(properties, 'ScalingTargetId'), template, 'ResourceId') === target ||
      textsAt(properties, 'ResourceId').join('/') === id,
  );
  return { target, policy: policy ?? null };
}

function textsAt(from: Located | null, key: string): readonly string[] {
  return textsIn(at(from, key));
}

function namesVariant({ properties }: Resource, variantName: string | null): boolean {
  const id = textsAt(properties, 'ResourceId').join('/');
  const written = /variant\/([\w-]+)/.exec(id)?.[1];
  return variantName !== null && (written === variantName || id.includes(variantName));
}

/** True unless the template holds several endpoints and the target mentions none that uses the config. */
function mayScaleEndpointOf(config: Resource, target: Resource, template: Template): boolean {
  const endpoints = resourcesOfType(template, 'AWS::SageMaker::Endpoint');
  if (endpoints.length < 2) return true;
  const mentioned = [
    ...textsAt(target.properties, 'ResourceId'),
    ...textsAt(target.node, 'DependsOn'),
  ].join(' ');
  return endpoints.some(({ logicalId, properties }) => {
    const uses = at(properties, 'EndpointConfigName');
    if (referredTo(uses, template, 'EndpointConfigName') !== config) return false;
    const names = [logicalId, ...textsAt(properties, 'EndpointName')];
    return names.some((name) => mentioned.includes(name));
  });
}

function aimOf(
  { policy }: Scaling,
  template: Template,
): { readonly metric: string | null; readonly target: Sourced<number> | null } {
  const tracking = resolvedAt(
    policy?.properties ?? null,
    template,
    'TargetTrackingScalingPolicyConfiguration',
  );
  const metric =
    resolvedScalar(tracking, template, 'PredefinedMetricSpecification', 'PredefinedMetricType') ??
    resolvedScalar(tracking, template, 'CustomizedMetricSpecification', 'MetricName');
  const target = resolvedScalar(tracking, template, 'TargetValue');
  return { metric: metric?.node.text ?? null, target: target && numberOf(target) };
}

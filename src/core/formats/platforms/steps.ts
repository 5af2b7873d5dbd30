import type { Change } from '../../model/change.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { SettingFields } from '../pods/settings.ts';
import { setPath } from '../../syntax/yamlEdit.ts';
import { setEngineSetting } from '../edits/engineSetting.ts';
import { setModel } from '../edits/model.ts';
import { setRegion } from '../edits/region.ts';
import type { AutoscaleChange } from '../edits/autoscale.ts';
import { setValues } from '../edits/values.ts';
import { setWrittenNumber } from '../edits/writtenValue.ts';
import {
  inFile,
  NO_PLACE,
  refuse,
  together,
  treeOf,
  type EngineTarget,
  type Step,
} from '../edits/target.ts';
import { isHole, scalarAt, type Located } from '../located.ts';
import type { ServiceReading } from './service.ts';

/** Where a value is written, or would be: a path of keys below a mapping. */
export interface FieldPlace {
  readonly holder: Located;
  readonly path: readonly string[];
}

/** What a config of a platform can say; what is null or missing it cannot. */
export interface PlatformTarget {
  readonly deployment: Deployment;
  readonly object: Located;
  /** How users know the format, for reasons. */
  readonly title: string;
  readonly service?: ServiceReading | null;
  readonly fields?: SettingFields | null;
  readonly ownUris?: readonly string[];
  readonly minReplicas?: FieldPlace | null;
  /** The same as `minReplicas` where the config holds one number only. */
  readonly maxReplicas?: FieldPlace | null;
  /** Why its replicas cannot scale to zero; absent = they can. */
  readonly neverZero?: string | null;
  /** Where the target of its autoscaler goes when none is written. */
  readonly scaleTarget?: FieldPlace | null;
  /** Adds an autoscaler where a fixed number runs. */
  readonly autoscaler?: ((change: AutoscaleChange) => Step) | null;
  readonly count?: ((count: number) => Step) | null;
  readonly spot?: (() => Step) | null;
  readonly accelerator?: ((accelerator: string) => Step) | null;
  readonly instance?: ((instanceType: string) => Step) | null;
}

const NONE_ASKED = 'It asks for no accelerator.';

/** Carries out one change where the config says the thing, and refuses the others with a reason. */
export function platformStep(target: PlatformTarget): (change: Change) => Step {
  const { title } = target;
  return (change) => {
    switch (change.kind) {
      case 'set-engine-setting':
        return setEngineSetting(engineTarget(target), change.setting, change.value);
      case 'set-model':
        return setModel(engineTarget(target), change.id);
      case 'use-spot':
        return target.deployment.placement.purchase?.value === 'spot'
          ? refuse('It asks for spot already.')
          : (target.spot?.() ?? refuse(`${title} sells no spot capacity, or not by this file.`));
      case 'name-accelerator':
        if (!target.deployment.accelerator) return refuse(NONE_ASKED);
        return (
          target.accelerator?.(change.accelerator) ??
          refuse(`${title} does not name its hardware in this file.`)
        );
      case 'set-accelerator-count':
        if (!target.deployment.accelerator) return refuse(NONE_ASKED);
        return (
          target.count?.(change.count) ??
          refuse(`How many accelerators it gets is not written in this file.`)
        );
      case 'set-replicas':
        return setReplicas(target, change.min, change.max);
      case 'autoscale':
        return autoscale(target, change);
      case 'set-region':
        return setRegion({ ...target, files: [target.object.file] }, change.region);
      case 'set-instance-type':
        return (
          target.instance?.(change.instanceType) ??
          refuse(`${title} does not name an instance type in this file.`)
        );
      default:
        return refuse(NO_PLACE);
    }
  };
}

function engineTarget(target: PlatformTarget): EngineTarget {
  const { deployment, object, ownUris = [], service, fields } = target;
  return {
    deployment,
    object,
    ownUris,
    pod: {
      serving: service?.serving ?? null,
      variables: service?.variables ?? new Map(),
      settingPlaces: service?.settingPlaces ?? new Map(),
      modelPlace: service?.modelPlace ?? null,
      fields: fields ?? null,
    },
  };
}

function setReplicas(
  { minReplicas, maxReplicas, title, neverZero }: PlatformTarget,
  min: number | undefined,
  max: number | undefined,
): Step {
  if (min === 0 && neverZero) return refuse(neverZero);
  if (!minReplicas) return refuse(`${title} does not say in this file how many replicas run.`);
  if (!maxReplicas || isSame(minReplicas, maxReplicas)) {
    if (min !== undefined && max !== undefined && min !== max) {
      return refuse('A range of replicas needs an autoscaler.');
    }
    const count = min ?? max;
    return count === undefined ? { edits: [] } : writeField(minReplicas, count);
  }
  if (min !== undefined && max !== undefined && bothMissing(minReplicas, maxReplicas)) {
    return setValues(minReplicas.holder, [
      [minReplicas.path, min],
      [maxReplicas.path, max],
    ]);
  }
  return together([
    ...(min === undefined ? [] : [writeField(minReplicas, min)]),
    ...(max === undefined ? [] : [writeField(maxReplicas, max)]),
  ]);
}

/** Two values of one mapping that is not there itself would else bring it twice. */
function bothMissing(a: FieldPlace, b: FieldPlace): boolean {
  const isWritten = ({ holder, path }: FieldPlace): boolean => scalarAt(holder, ...path) !== null;
  const isToml = /\.toml$/i.test(a.holder.file.source.uri);
  return a.holder.node === b.holder.node && !isWritten(a) && !isWritten(b) && !isToml;
}

function autoscale(platform: PlatformTarget, change: AutoscaleChange): Step {
  const { deployment, title, object } = platform;
  const { min, max, target } = change;
  if (!Number.isInteger(min) || !Number.isInteger(max) || min < 0 || max < Math.max(1, min)) {
    return refuse('That is no range of replicas.');
  }
  const { autoscaler } = deployment.replicas;
  if (autoscaler === null || !platform.minReplicas) {
    if (min === max && platform.minReplicas) return setReplicas(platform, min, max);
    return (
      platform.autoscaler?.(change) ??
      refuse(`${title} does not say in this file how replicas follow the load.`)
    );
  }
  const bounds = setReplicas(platform, min, max);
  if (target === null) return bounds;
  if (autoscaler.target?.origin.kind === 'config') {
    return together([bounds, setWrittenNumber(autoscaler.target, target, [object.file])]);
  }
  return platform.scaleTarget
    ? together([bounds, writeField(platform.scaleTarget, target)])
    : refuse('The target of its autoscaler is not written in this file.');
}

function isSame(a: FieldPlace, b: FieldPlace): boolean {
  return a.holder.node === b.holder.node && a.path.join('\0') === b.path.join('\0');
}

/** Sets the scalar at a place, or adds it where it is missing. */
export function writeField({ holder, path }: FieldPlace, value: string | number | boolean): Step {
  const written = scalarAt(holder, ...path);
  if (written && isHole(written))
    return refuse(`A variable or template fills in ${path.join('.')}.`);
  if (written?.node.tag !== undefined)
    return refuse(`A function of the template gives ${path.join('.')}.`);
  if (written?.node.text === String(value)) return { edits: [] };
  if (!written && /\.toml$/i.test(holder.file.source.uri)) {
    return refuse(`${path.join('.')} is not written in the file.`);
  }
  return inFile(written ?? holder, setPath(treeOf(holder), holder.node, path, value));
}

/**
 * An edit of the number of accelerators of a machine, and with it of the tensor parallel ranks where the config writes
 * them; a variable of the platform follows by itself.
 */
export function withRanks(target: PlatformTarget, write: Step, count: number): Step {
  const { deployment, service } = target;
  const { tensorParallel, pipelineParallel } = deployment.settings;
  const engine = service?.serving?.engine;
  const stages = pipelineParallel?.value ?? 1;
  if (!engine?.settings.tensorParallel || !service) return write;
  if (count % stages !== 0) return refuse('Pipeline parallel ranks do not divide it.');
  const ranks = count / stages;
  const isGiven = [...service.variables.values()].some(
    ({ shared, value }) =>
      shared &&
      tensorParallel?.origin.kind === 'config' &&
      value?.node.span.start === tensorParallel.origin.span.start,
  );
  if (isGiven || (tensorParallel?.value ?? 1) === ranks) return write;
  // Text Generation Inference takes all accelerators it sees.
  if (!tensorParallel && engine.id === 'tgi') return write;
  return together([write, setEngineSetting(engineTarget(target), 'tensorParallel', ranks)]);
}

import { zoneNamed } from '../../catalog/regionName.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { AcceleratorRequest, Placement, Provider } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import {
  at,
  defaulted,
  entriesAt,
  isHole,
  isScalar,
  itemsAt,
  sourced,
  type Located,
} from '../located.ts';
import { providerOfRegion } from '../hardware/placement.ts';
import type { Notes } from '../pods/notes.ts';
import { acceleratorOn } from '../platforms/accelerators.ts';
import { chosenAccelerator, type AcceleratorChoice } from '../platforms/choices.ts';
import { cloudOf } from '../platforms/site.ts';
import { numberOf, switchAt, writtenAt } from '../platforms/scalars.ts';

/** What the `resources` of a task ask for, per node. */
export interface SkyResources {
  readonly accelerator: AcceleratorRequest | null;
  /** The scalar that says which accelerator and how many; null where a mapping or an instance type does. */
  readonly acceleratorPlace: Located<ScalarNode> | null;
  readonly placement: Placement;
  readonly cpuCores: Sourced<number> | null;
  readonly memoryGiB: Sourced<number> | null;
}

/** Reads `resources`: itself, or over it the alternatives of `any_of` and `ordered`. */
export function readResources(
  resources: Located | null,
  catalog: Catalog,
  notes: Notes,
): SkyResources {
  const alternatives = [...itemsAt(resources, 'any_of'), ...itemsAt(resources, 'ordered')];
  const holders = alternatives.length > 0 ? alternatives : resources ? [resources] : [];
  const first = <T>(read: (holder: Located) => T | null): T | null => {
    for (const holder of [...holders, ...(resources ? [resources] : [])]) {
      const found = read(holder);
      if (found !== null) return found;
    }
    return null;
  };
  const useSpot = first((holder) => switchAt(holder, 'use_spot'));
  const site = first(siteOf);
  const place = site && {
    ...site,
    provider: site.provider ?? providerOfRegion(site.region, catalog),
  };
  const instanceType = first((holder) => writtenAt(holder, 'instance_type'));
  const inAlternatives = alternatives.flatMap(choicesOf);
  const choices =
    inAlternatives.length > 0 ? inAlternatives : resources ? choicesOf(resources) : [];
  const isList = at(resources, 'accelerators')?.node.kind === 'sequence';
  const chosen = chosenAccelerator(
    choices,
    {
      provider: place?.provider?.value ?? null,
      region: place?.region?.value ?? null,
      spot: useSpot?.value === true,
      ordered: isList || itemsAt(resources, 'ordered').length > 0,
    },
    catalog,
    notes,
  );
  const own = chosen?.choice.place;
  return {
    accelerator:
      chosen?.request ?? acceleratorOn(instanceType, catalog, place?.provider?.value ?? null),
    acceleratorPlace: own && isScalar(own) && choices.length === 1 ? own : null,
    placement: {
      provider: place?.provider ?? null,
      region: place?.region ?? null,
      instanceType,
      purchase: useSpot && { ...useSpot, value: useSpot.value ? 'spot' : 'on-demand' },
      spotPermitted: null,
    },
    cpuCores: first((holder) => atLeast(holder, 'cpus')),
    memoryGiB: first((holder) => atLeast(holder, 'memory')),
  };
}

/** `accelerators`: `A100:8`, a mapping of names to numbers, a set, or a list. */
function choicesOf(holder: Located): AcceleratorChoice[] {
  const accelerators = at(holder, 'accelerators');
  if (!accelerators) return [];
  if (isScalar(accelerators)) return choiceIn(accelerators) ?? [];
  const listed = itemsAt(accelerators)
    .filter(isScalar)
    .flatMap((item) => choiceIn(item) ?? []);
  const mapped = entriesAt(accelerators).flatMap(({ key, keySpan, value }): AcceleratorChoice[] => {
    const name = /^[^:]+/.exec(key)?.[0] ?? '';
    const inKey = /:(\d+(?:\.\d+)?)$/.exec(key)?.[1];
    const written = isScalar(value) ? numberOf(value) : null;
    const keyPlace = { kind: 'config', uri: value.file.source.uri, span: keySpan } as const;
    const count =
      written ?? (inKey === undefined ? ONE : { value: Number(inKey), origin: keyPlace });
    return [{ name: { value: name.trim(), origin: keyPlace }, count, place: accelerators }];
  });
  return [...listed, ...mapped];
}

const ONE = defaulted(1, 'accelerator count', 'An accelerator without a number stands for one');

function choiceIn(scalar: Located<ScalarNode>): AcceleratorChoice[] | null {
  if (isHole(scalar) || scalar.node.value === null) return null;
  const match = /^([^:]+)(?::(\d+(?:\.\d+)?))?$/.exec(scalar.node.text.trim());
  if (!match) return null;
  const [, name = '', count] = match;
  return [
    {
      name: sourced(scalar, name.trim()),
      count: count === undefined ? ONE : sourced(scalar, Number(count)),
      place: scalar,
    },
  ];
}

interface SkySite {
  readonly provider: Sourced<Provider> | null;
  readonly region: Sourced<string> | null;
}

/** `infra: aws/us-east-1`, or the older `cloud`, `region` and `zone`. */
function siteOf(holder: Located): SkySite | null {
  const infra = writtenAt(holder, 'infra');
  const [cloud = '', region = ''] = infra?.value.split('/') ?? [];
  const older = { cloud: writtenAt(holder, 'cloud'), region: writtenAt(holder, 'region') };
  const zone = writtenAt(holder, 'zone');
  const site: SkySite = infra
    ? {
        provider: providerOf({ ...infra, value: cloud }),
        region: /^[a-z][a-z0-9-]+$/.test(region) ? { ...infra, value: region } : null,
      }
    : {
        provider: older.cloud && providerOf(older.cloud),
        region: older.region ?? (zone && regionOfZone(zone)),
      };
  return site.provider || site.region ? site : null;
}

function regionOfZone(zone: Sourced<string>): Sourced<string> | null {
  const region = zoneNamed(zone.value)?.region;
  return region === undefined ? null : { ...zone, value: region };
}

/** Clouds that SkyPilot knows; machines of one's own (`k8s`, `ssh`) have no provider. */
function providerOf(cloud: Sourced<string>): Sourced<Provider> | null {
  const name = cloud.value.toLowerCase();
  if (/^(\*|k8s|kubernetes|ssh|slurm)?$/.test(name)) return null;
  return cloudOf(cloud);
}

/** `4`, `4+`; `memory` may be relative (`4x`), which says nothing by itself. */
function atLeast(holder: Located, key: string): Sourced<number> | null {
  const written = writtenAt(holder, key);
  const amount = /^(\d+(?:\.\d+)?)(?:GB|GiB)?\+?$/i.exec(written?.value ?? '')?.[1];
  return written && amount !== undefined ? { ...written, value: Number(amount) } : null;
}

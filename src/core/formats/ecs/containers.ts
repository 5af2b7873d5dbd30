import type { Sourced } from '../../model/sourced.ts';
import type { MappingNode } from '../../syntax/tree.ts';
import { at, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import type { Container } from '../pods/container.ts';
import { writtenAt } from '../platforms/scalars.ts';

/** A container definition as a container. */
export function containerOf(definition: Located<MappingNode>): Container {
  const command = at(definition, 'command');
  return {
    layers: [definition],
    name: scalarAt(definition, 'name')?.node.text ?? '',
    image: scalarAt(definition, 'image'),
    command: at(definition, 'entryPoint'),
    args: command ? [command] : [],
    exposure: {
      ports: itemsAt(definition, 'portMappings').map((port) => textAt(port, 'containerPort') ?? ''),
      isProbed: at(definition, 'healthCheck') !== null,
      paths: itemsAt(definition, 'healthCheck', 'command').flatMap((word) => textAt(word) ?? []),
    },
    spelling: { args: ['command'], env: ['environment'], envIsMapping: false },
  };
}

/** Virtual CPUs of a task or a container: `1024` units are one, and tasks may say `1 vCPU`. */
export function coresOf(of: Located): Sourced<number> | null {
  return stated(of, 'cpu', (text) => {
    const [, cores] = /^(\d*\.?\d+)\s*vCPU$/i.exec(text) ?? [];
    if (cores !== undefined) return Number(cores);
    return /^\d+$/.test(text) ? Number(text) / 1024 : null;
  });
}

/** Memory of a task or a container: MiB, and tasks may say `8 GB`. A container may reserve less than its limit. */
export function memoryOf(of: Located): Sourced<number> | null {
  const parse = (text: string): number | null => {
    const [, amount, unit] = /^(\d*\.?\d+)\s*(GB)?$/i.exec(text) ?? [];
    if (amount === undefined) return null;
    return unit === undefined ? Number(amount) / 1024 : Number(amount);
  };
  return stated(of, 'memory', parse) ?? stated(of, 'memoryReservation', parse);
}

/** The value of a task, else the sum over its containers, placed at the first that states one; 0 states nothing. */
function stated(
  of: Located,
  key: string,
  parse: (text: string) => number | null,
): Sourced<number> | null {
  const places = [of, ...itemsAt(of, 'containerDefinitions')];
  const [own, ...others] = places.map((place) => {
    const written = writtenAt(place, key);
    const value = written && parse(written.value);
    return written && value !== null && value > 0 ? { ...written, value } : null;
  });
  if (own) return own;
  const found = others.filter((each) => each !== null);
  const [first] = found;
  return first ? { ...first, value: found.reduce((sum, { value }) => sum + value, 0) } : null;
}

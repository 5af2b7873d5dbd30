import type { Sourced } from '../../model/sourced.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { sourced, type Located } from '../located.ts';
import type { Container, ContainerSpelling, Exposure } from '../pods/container.ts';
import type { Variable } from '../pods/variables.ts';
import type { DocumentRoot } from './documentFormat.ts';
import { scalarFor, shellCommand } from './scalars.ts';

/** Others reach it by the platform, whatever it says about ports. */
export const SERVED: Exposure = { ports: ['served'], isProbed: false, paths: [] };

/** A script that the platform runs on a machine, as a container. */
export function scriptContainer(
  root: DocumentRoot,
  script: Located<ScalarNode>,
  image: Located<ScalarNode> | null,
  spelling: ContainerSpelling,
): Container {
  return {
    layers: [root],
    name: '',
    image,
    command: shellCommand(script),
    args: [],
    exposure: SERVED,
    spelling,
  };
}

/** A variable that the platform sets, placed where its value follows from. Edits leave it alone. */
export function platformVariable(name: string, at: Located, value: string): [string, Variable] {
  const scalar = scalarFor(at, value);
  return [name, { name, value: scalar, place: at, shared: true }];
}

/** `pip install vllm==0.6.2` in a script says which version runs. */
export function installedVersion(
  engine: string | undefined,
  scripts: readonly (Located<ScalarNode> | null)[],
): Sourced<string> | null {
  if (engine === undefined) return null;
  const pinned = new RegExp(`\\b${engine}(?:\\[[^\\]]*\\])?==v?(\\d+(?:\\.\\w+)+)`);
  for (const script of scripts) {
    const version = script && pinned.exec(script.node.text)?.[1];
    if (script && version) return sourced(script, version);
  }
  return null;
}

import type { ParsedFile } from '../../model/document.ts';
import type { Scope } from './evaluate.ts';
import { callsOf, type Module } from './module.ts';
import { instancesOf } from './view.ts';

/** One time that a module is used: by a call in another folder, or by itself. */
interface Use {
  readonly scope: Scope;
  /** `module.llm["a"].` before the addresses in it; empty where the module is used once. */
  readonly prefix: string;
  /** How often it is made alike, by a `count` of the call. */
  readonly number: number;
  /** Why that is not known; null where it is. */
  readonly open: string | null;
}

/** How deep calls lead into each other, and how many uses of a module are read. */
const deepest = 6;
const mostUses = 100;

/** Every use of a module. What each call gives its variables is looked up in the module that it stands in. */
export function usesOf(module: Module, files: readonly ParsedFile[]): readonly Use[] {
  const uses = usesAt(module, files, deepest).slice(0, mostUses);
  return uses.length === 1 ? uses.map((use) => ({ ...use, prefix: '' })) : uses;
}

function usesAt(module: Module, files: readonly ParsedFile[], depth: number): readonly Use[] {
  const calls = depth > 0 ? callsOf(module, files) : [];
  if (calls.length === 0) {
    const scope = { module, files, names: new Map(), call: null };
    return [{ scope, prefix: '', number: 1, open: null }];
  }
  return calls.flatMap(({ caller, call }) =>
    usesAt(caller, files, depth - 1)
      .slice(0, mostUses)
      .flatMap((outer) =>
        instancesOf(call.body, outer.scope).map((instance): Use => ({
          scope: { module, files, names: new Map(), call: { block: call, scope: instance.scope } },
          prefix: `${outer.prefix}module.${call.name}${instance.suffix}.`,
          number: outer.number * instance.number,
          open: outer.open ?? instance.open,
        })),
      ),
  );
}

/** The files that what is made in a scope depends on: of its module, and of those that call it. */
export function filesBehind({ module, call }: Scope): readonly ParsedFile[] {
  return call ? [...module.files, ...filesBehind(call.scope)] : module.files;
}

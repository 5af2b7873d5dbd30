import type { Sourced } from '../model/sourced.ts';
import { componentDefaults, countedByDefault, type ComponentName } from './componentDefaults.ts';
import { pick, type AssumptionLayers } from './layers.ts';

type Sizes<Name extends ComponentName> = {
  readonly [
    Key in keyof (typeof componentDefaults)[Name]
  ]: (typeof componentDefaults)[Name][Key] extends null ? Sourced<number> | null : Sourced<number>;
};

/** Each component: whether it counts, and its sizes with their origin. */
export type ComponentAssumptions = {
  readonly [Name in ComponentName]: {
    readonly enabled: boolean;
    /** The file says `enabled: true`, whatever such a deployment would pay by itself. */
    readonly asked: boolean;
  } & Sizes<Name>;
} & { readonly modelFiles: { readonly shared: boolean } };

type Block =
  | { readonly enabled?: unknown; readonly shared?: unknown; readonly [key: string]: unknown }
  | undefined;

/** Sizes and switches of all components, by the most specific block that states them, else by their defaults. */
export function resolveComponents(layers: AssumptionLayers): ComponentAssumptions {
  const resolved = Object.fromEntries(
    (Object.keys(componentDefaults) as ComponentName[]).map((name) => [
      name,
      resolveComponent(layers, name),
    ]),
  );
  // The keys are those of `componentDefaults`, one by one.
  return resolved as unknown as ComponentAssumptions;
}

function resolveComponent(layers: AssumptionLayers, name: ComponentName): object {
  const block = (components: object | undefined): Block =>
    (components as Record<ComponentName, Block> | undefined)?.[name];
  const stated = layers.layers.some(({ values }) => block(values.components) !== undefined);
  const enabled = pick(layers, ['components', name, 'enabled'], (values) => {
    const value = block(values.components)?.enabled;
    return typeof value === 'boolean' ? value : undefined;
  });
  const sizes = Object.entries(componentDefaults[name]).map(([key, otherwise]) => [
    key,
    pick(layers, ['components', name, key], (values) => {
      const value = block(values.components)?.[key];
      return typeof value === 'number' ? value : undefined;
    }) ?? otherwise,
  ]);
  const shared = pick(layers, ['components', name, 'shared'], (values) => {
    const value = block(values.components)?.shared;
    return typeof value === 'boolean' ? value : undefined;
  });
  return {
    ...(Object.fromEntries(sizes) as Record<string, Sourced<number> | null>),
    enabled: enabled?.value ?? (stated || countedByDefault.has(name)),
    asked: enabled?.value ?? false,
    ...(name === 'modelFiles' ? { shared: shared?.value ?? false } : {}),
  };
}

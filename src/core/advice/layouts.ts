import { parallelismOf } from '../cost/model.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ModelFacts } from '../model/modelFacts.ts';
import { withChanges } from './consider.ts';

/** How the accelerators of a replica divide the work. */
export interface Layout {
  readonly tensor: number;
  readonly pipeline: number;
  readonly data: number;
  readonly expert: boolean;
}

/**
 * All ways to divide a model among so many accelerators: tensor ranks divide its attention heads, stages are no more than
 * its layers, and experts are only spread where there are some.
 */
export function layoutsOf(count: number, { architecture }: ModelFacts): readonly Layout[] {
  const heads = architecture?.attentionHeads ?? null;
  const layers = architecture?.layers ?? Infinity;
  const divisors = Array.from({ length: count }, (_, index) => index + 1).filter(
    (divisor) => count % divisor === 0,
  );
  return divisors
    .filter((tensor) => heads === null || heads % tensor === 0)
    .flatMap((tensor) =>
      divisors
        .filter((pipeline) => (count / tensor) % pipeline === 0 && pipeline <= layers)
        .map((pipeline) => ({ tensor, pipeline, data: count / tensor / pipeline })),
    )
    .flatMap((layout): Layout[] => {
      const spreads = architecture?.experts != null && layout.tensor * layout.data > 1;
      return spreads
        ? [
            { ...layout, expert: false },
            { ...layout, expert: true },
          ]
        : [{ ...layout, expert: false }];
    });
}

/** What has to be written for a layout: before the accelerators are counted, and after. */
export interface LayoutChanges {
  readonly before: readonly Change[];
  readonly after: readonly Change[];
}

/** `moved` changes the hardware; ranks that follow its number of accelerators by themselves are not written again. */
export function layoutChanges(
  deployment: Deployment,
  layout: Layout,
  moved: readonly Change[],
  catalog: Catalog,
): LayoutChanges {
  const { settings } = deployment;
  const number = (
    setting: 'tensorParallel' | 'pipelineParallel' | 'dataParallel',
    wanted: number,
    now: number,
  ): readonly Change[] => {
    if (wanted === now) return [];
    const value = wanted === 1 && settings[setting] === undefined ? null : wanted;
    return [{ kind: 'set-engine-setting', setting, value }];
  };
  const { pipeline, data } = parallelismOf(deployment);
  const expert = settings.expertParallel?.value === true;
  const spread: readonly Change[] =
    layout.expert === expert
      ? []
      : [{ kind: 'set-engine-setting', setting: 'expertParallel', value: layout.expert || null }];
  const before = [
    ...number('pipelineParallel', layout.pipeline, pipeline),
    ...number('dataParallel', layout.data, data),
    ...spread,
  ];
  const then = parallelismOf(withChanges(deployment, [...before, ...moved], catalog));
  return { before, after: number('tensorParallel', layout.tensor, then.tensor) };
}

import * as vscode from 'vscode';
import {
  differenceText,
  formatMonthly,
  formatSaving,
  limitsText,
  nothingText,
  speedText,
  readTarget,
} from '../../core/index.ts';
import type { Optimization, Plan } from '../../core/optimize/optimization.ts';
import type { Command } from '../commands.ts';
import { applyWhenSeen } from '../edits.ts';
import { withSlowProgress } from '../slowProgress.ts';
import { locate, pickDeployment } from './target.ts';

/** The plans of a deployment in a list; the one that is picked is shown as a diff, and applied when the person says so. */
export const optimizeDeployment: Command = async (services, argument) => {
  const target = readTarget(argument);
  const located = await locate(target, services);
  if (located === null) return;
  const { analysis } = located;
  const one = await pickDeployment(
    target,
    located,
    ({ estimate }) => estimate.model !== null,
    'Optimize which deployment?',
  );
  if (one === null) return;
  const { name, id } = one.deployment;
  const found = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Searching plans for ${name}` },
    (_, outer) =>
      withSlowProgress(`Searching plans for ${name}`, outer, (token) =>
        services.engine.optimize(analysis, id, () => token.isCancellationRequested),
      ),
  );
  if (found === null) return;
  if ('reason' in found) {
    void vscode.window.showInformationMessage(`${name} is left as it is. ${found.reason}`);
    return;
  }
  const plan = await pickPlan(found, analysis.environment.currency);
  if (plan === undefined) return;
  const saving = formatSaving(plan.monthlySaving, analysis.environment.currency);
  const words = [`${name}: ${saving}.`, ...plan.tradeOffs, ...plan.needs];
  await applyWhenSeen(services.preview, analysis, plan.edits, words);
};

type Currency = Parameters<typeof formatMonthly>[1];

async function pickPlan(found: Optimization, currency: Currency): Promise<Plan | undefined> {
  const { today, plan, byLatency, byThroughput } = found;
  const others = [...byLatency, ...byThroughput];
  const cheapest = plan === null ? [] : [plan];
  // A plan that is as today has nothing to show.
  const plans = distinct([...cheapest, ...others]).filter(({ edits }) => edits.length > 0);
  const items = plans.map((each) => ({
    label: `${formatMonthly(each.monthly, currency)} · ${speedText(each)}`,
    description: [
      formatSaving(each.monthlySaving, currency),
      ...(each === plan ? ['cheapest'] : []),
    ].join(' · '),
    detail: differenceText(each, today),
    plan: each,
  }));
  const now =
    today === null ? '' : ` Today ${formatMonthly(today.monthly, currency)}, ${speedText(today)}.`;
  const picked = await vscode.window.showQuickPick(items, {
    title: `Plans for ${found.name}`,
    placeHolder:
      items.length === 0
        ? nothingText(found)
        : `Pick a plan to see its edits.${now} ${limitsText(found)}`,
    matchOnDetail: true,
  });
  return picked?.plan;
}

function distinct(plans: readonly Plan[]): readonly Plan[] {
  const seen = new Set<string>();
  return plans.filter(({ edits }) => {
    const key = JSON.stringify(edits);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

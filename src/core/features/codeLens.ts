import type { CodeLens } from 'vscode-languageserver-types';
import type { Analysis, DeploymentAnalysis } from '../analysis.ts';
import type { Currency } from '../model/environment.ts';
import { formatGiB, formatMonthly, formatNumber, formatQuantity } from '../report/format.ts';
import { commandTo } from './commands.ts';
import { busyText, hardwareText, largestSaving, monthlyText, unitCostText } from './headline.ts';
import { sourcesOf } from './sources.ts';

/**
 * On the line that names a deployment: what it costs (opens the report there) and, where there is something to do,
 * what can be saved (opens the fixes). Both stand on one line, so a second lens never moves the text.
 */
export function getCodeLenses(analysis: Analysis, uri: string): CodeLens[] {
  const sources = sourcesOf(analysis);
  const { currency } = analysis.environment;
  const shown = analysis.deployments.filter(({ deployment }) => deployment.uri === uri);
  const named = new Map<number, number>();
  for (const { deployment } of shown) {
    named.set(deployment.nameSpan.start, (named.get(deployment.nameSpan.start) ?? 0) + 1);
  }
  return shown.flatMap((one) => {
    const { id, nameSpan, name } = one.deployment;
    // Overlays make several deployments of one base: each lens says whose it is.
    const owner = (named.get(nameSpan.start) ?? 0) > 1 ? `${variantOf(name)}: ` : '';
    const range = sources.range(uri, nameSpan);
    const target = { uri, deploymentId: id };
    const cost = commandTo('showReport', owner + costTitle(one, currency), target);
    const action = actionTitle(one, currency);
    return [
      { range, command: cost },
      ...(action === null ? [] : [{ range, command: commandTo('showFixes', action, target) }]),
    ];
  });
}

/** `production` of `chat@production`. */
function variantOf(name: string): string {
  return name.slice(name.lastIndexOf('@') + 1);
}

function costTitle(one: DeploymentAnalysis, currency: Currency): string {
  const { estimate } = one;
  const { memory, monthly } = estimate;
  if (memory?.fits === false) {
    const verdict = isCertain(one) ? 'does not fit' : 'may not fit';
    const needed = formatNumber(memory.availableGiB + memory.shortfallGiB);
    const paid =
      monthly === null
        ? ''
        : ` · ${formatMonthly(monthly.expected, currency, estimate.lowerBound)} while restarting`;
    return `${verdict}: needs ${needed} of ${formatGiB(memory.availableGiB)}${paid}`;
  }
  const named = estimate.candidates.length === 0;
  const parts = [
    monthlyText(estimate, currency),
    hardwareText(one),
    // Over a range of accelerators these two would be figures of one guess among them.
    named ? unitCostText(estimate, currency) : null,
    named ? busyText(estimate) : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

/** Memory within the margin of the estimate is only a warning: the finding knows. */
function isCertain({ findings }: DeploymentAnalysis): boolean {
  return !findings.some(({ code, level }) => code === 'does-not-fit' && level !== 'error');
}

function actionTitle(
  { findings, estimate }: DeploymentAnalysis,
  currency: Currency,
): string | null {
  if (estimate.candidates.length > 0) return 'choose accelerator';
  const fixable = findings.filter(({ fixes }) => fixes.length > 0);
  const saving = estimate.memory?.fits === false ? null : largestSaving(fixable);
  if (saving !== null) {
    const count = fixable.filter((finding) => largestSaving([finding]) !== null).length;
    return `save up to ${formatMonthly(saving.monthlySaving, currency)} (${count})`;
  }
  const fixes = fixable.reduce((sum, finding) => sum + finding.fixes.length, 0);
  return fixes === 0 ? null : formatQuantity(fixes, 'fix', 'fixes');
}

import type { Command } from 'vscode-languageserver-types';

/** Commands that the surfaces offer; the editor registers each of them. */
export const commandIds = {
  showReport: 'servingCost.showReport',
  showFixes: 'servingCost.showFixes',
  optimizeDeployment: 'servingCost.optimizeDeployment',
  compareInstances: 'servingCost.compareInstances',
  setWorkload: 'servingCost.setWorkload',
  ignoreFinding: 'servingCost.ignoreFinding',
  showReview: 'servingCost.showReview',
} as const;

/** The one argument of all these commands. */
export interface CommandTarget {
  readonly uri: string;
  readonly deploymentId: string | null;
  /** The finding in question, for `ignoreFinding`. */
  readonly code?: string;
}

export function commandTo(
  command: keyof typeof commandIds,
  title: string,
  target: CommandTarget,
): Command {
  return { title, command: commandIds[command], arguments: [target] };
}

/** A Markdown link that runs one of our own commands. `title` is a literal of ours. */
export function commandLink(
  command: keyof typeof commandIds,
  title: string,
  target: CommandTarget,
): string {
  const query = encodeURIComponent(JSON.stringify([target])).replace(
    /[()']/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `[${title}](command:${commandIds[command]}?${query})`;
}

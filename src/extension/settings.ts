import * as vscode from 'vscode';
import type { LineFactKind } from '../core/index.ts';
import type { Currency } from '../core/model/environment.ts';
import type { FindingLevel } from '../core/model/finding.ts';

export const section = 'servingCost';

/** Surfaces that can be switched off; the names are part of the settings' names. */
export type Surface =
  'codeLens' | 'inlayHints' | 'hover' | 'completion' | 'diagnostics' | 'statusBar';

const levels: readonly unknown[] = ['off', 'information', 'warning', 'error'];

/** Whether the surface is wanted for this resource. Read when needed: VS Code keeps the settings. */
export function isEnabled(surface: Surface, resource: vscode.Uri): boolean {
  return vscode.workspace
    .getConfiguration(section, resource)
    .get<boolean>(`${surface}.enabled`, true);
}

/** Whether hints of this kind are wanted, given that hints are wanted at all. */
export function isHintKindEnabled(kind: LineFactKind, resource: vscode.Uri): boolean {
  return vscode.workspace
    .getConfiguration(section, resource)
    .get<boolean>(`inlayHints.${kind}`, true);
}

/** Whether the view follows the active editor. */
export function revealsActiveEditor(): boolean {
  return vscode.workspace.getConfiguration(section).get<boolean>('view.autoReveal', true);
}

/** Levels by finding code. Anything a person may have mistyped is left out. */
export function readLevels(resource: vscode.Uri): Readonly<Record<string, FindingLevel>> {
  const rules = vscode.workspace.getConfiguration(section, resource).get<unknown>('rules', {});
  if (typeof rules !== 'object' || rules === null) return {};
  return Object.fromEntries(
    Object.entries(rules).filter((entry): entry is [string, FindingLevel] =>
      levels.includes(entry[1]),
    ),
  );
}

/** Where prices are refreshed from. The setting is the machine's: VS Code takes none from a workspace. */
export function readPriceSources(): readonly string[] {
  const value = vscode.workspace.getConfiguration(section).get<unknown>('prices.sources');
  return Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string' && one.trim() !== '')
    : [];
}

export type DefaultName = 'provider' | 'region' | 'accelerator';

/** The setting's text; null when it is empty. */
export function readDefault(name: DefaultName, resource: vscode.Uri): string | null {
  const value = vscode.workspace
    .getConfiguration(section, resource)
    .get<unknown>(`defaults.${name}`);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

const usDollar: Currency = { code: 'USD', perUsd: 1, asOf: null };

/** The currency to show money in; US dollars when code or rate are not usable. */
export function readCurrency(resource: vscode.Uri): Currency {
  const configuration = vscode.workspace.getConfiguration(section, resource);
  const code = configuration.get<unknown>('currency.code');
  const perUsd = configuration.get<unknown>('currency.perUsd');
  const asOf = configuration.get<unknown>('currency.asOf');
  if (typeof code !== 'string' || !/^[A-Z]{3}$/.test(code) || code === 'USD') return usDollar;
  if (typeof perUsd !== 'number' || !Number.isFinite(perUsd) || perUsd <= 0) return usDollar;
  return { code, perUsd, asOf: typeof asOf === 'string' && asOf !== '' ? asOf : null };
}

import * as vscode from 'vscode';
import { section } from '../settings.ts';

/** How monitoring is asked. A person’s own settings alone: a workspace cannot send its token anywhere. */
export interface MonitoringSettings {
  /** Empty = not set. */
  readonly address: string;
  readonly tenant: string;
  /** For basic authentication; the secret is then the password. Empty = a bearer token. */
  readonly user: string;
  readonly range: string;
  readonly selector: string;
}

export function monitoringSettings(): MonitoringSettings {
  const configuration = vscode.workspace.getConfiguration(section);
  const personal = (name: string): string => {
    // The scope `machine` keeps workspaces out; what they say is not asked for here either.
    const inspected = configuration.inspect<unknown>(`measurements.${name}`);
    const value = inspected?.globalValue ?? inspected?.defaultValue;
    return typeof value === 'string' ? value.trim() : '';
  };
  return {
    address: personal('prometheusUrl'),
    tenant: personal('tenant'),
    user: personal('user'),
    range: personal('range') === '' ? '7d' : personal('range'),
    selector: personal('selector'),
  };
}

/** Host and port of an address, for people; the address itself may hold what is secret. Null for what is none. */
export function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
}

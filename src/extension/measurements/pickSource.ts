import type * as vscode from 'vscode';
import { pickOne } from '../export/pickOne.ts';
import { hostOf, type MonitoringSettings } from './settings.ts';

/** Where measurements are read from, or what is to be set up for that. */
export type Source = 'monitoring' | 'files' | 'token' | 'settings';

/** Asks where to read from. Undefined when the person leaves. */
export async function pickSource(settings: MonitoringSettings): Promise<Source | undefined> {
  const host = hostOf(settings.address);
  const { range } = settings;
  const items: (vscode.QuickPickItem & { value: Source })[] =
    host === null
      ? []
      : [
          {
            label: `$(pulse) From ${host}`,
            description: `the last ${range}`,
            detail: 'Traffic, token lengths, load and latency, added up by the monitoring itself',
            value: 'monitoring',
          },
        ];
  items.push({
    label: '$(file) From Files…',
    description: 'GuideLLM, AIPerf, vllm bench serve, OpenCost',
    value: 'files',
  });
  if (host !== null) {
    items.push({ label: `$(key) Set Token for ${host}…`, value: 'token' });
  }
  items.push({
    label: host === null ? '$(gear) Set Up Monitoring…' : '$(gear) Change Settings…',
    description: 'address, tenant, time range',
    value: 'settings',
  });
  return pickOne(items, {
    title: 'Read Measurements',
    placeholder: 'Read from where?',
    isActive: (value) => value === 'monitoring',
  });
}

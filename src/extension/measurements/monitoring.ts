import * as vscode from 'vscode';
import { measureSteps, readMatchers } from '../../core/index.ts';
import type { Measurements } from '../../core/measurements/measured.ts';
import type { Target } from '../../core/measurements/target.ts';
import { askPrometheus } from '../../host/askPrometheus.ts';
import { hoursOf, prometheusEndpoint } from '../../host/prometheusEndpoint.ts';
import type { MonitoringSettings } from './settings.ts';
import { storedToken } from './token.ts';

const hour = 3600;

/** What monitoring says of the deployments; a problem for the person, or null when it was stopped. */
export async function readMonitoring(
  targets: readonly Target[],
  settings: MonitoringSettings,
  secrets: vscode.SecretStorage,
): Promise<Measurements | { readonly problem: string } | null> {
  const { address, tenant, user, range, selector } = settings;
  const secret = await storedToken(secrets, address);
  const endpoint = prometheusEndpoint(address, {
    tenant,
    ...(user === '' ? { token: secret } : { user, password: secret }),
  });
  if ('problem' in endpoint) return endpoint;
  const hours = hoursOf(range);
  if (hours === null) return { problem: `The range ${range} is none: 12h, 7d or 4w would be.` };
  const matchers = readMatchers(selector);
  if (matchers === null) {
    return { problem: 'The selector holds other things than matchers such as namespace="prod".' };
  }
  const to = Math.floor(Date.now() / 1000 / hour) * hour;
  const { host } = endpoint.url;
  const steps = measureSteps({
    targets,
    range: { from: to - hours * hour, to },
    matchers,
    host,
  });
  const result = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Serving Cost: reading measurements from ${host}`,
      cancellable: true,
    },
    (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      return askPrometheus(steps, endpoint, {
        signal: stop.signal,
        progress: (answers) => {
          progress.report({ message: `${answers} answers` });
        },
      });
    },
  );
  if (result === null) return null;
  return 'failed' in result ? { problem: `${host} ${result.failed}.` } : result;
}

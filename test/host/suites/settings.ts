import * as vscode from 'vscode';
import { cleanUp, namedConfig, openConfig, unnamedConfig } from '../configs.ts';
import { eventually, expectThat } from '../expect.ts';
import { findingCodes, hintLabels, hoverText, lensTitles } from '../surfaces.ts';

const settings: Record<string, unknown> = {};

async function set(name: string, value: unknown): Promise<void> {
  settings[name] = value;
  await vscode.workspace
    .getConfiguration('servingCost')
    .update(name, value, vscode.ConfigurationTarget.Workspace);
}

describe('settings', () => {
  afterEach(async () => {
    for (const name of Object.keys(settings)) await set(name, undefined);
    await cleanUp();
  });

  it('switch each surface off and on again', async () => {
    const { document } = await openConfig(unnamedConfig);
    const surfaces: Record<string, () => PromiseLike<number> | number> = {
      codeLens: async () => (await lensTitles(document)).length,
      inlayHints: async () => (await hintLabels(document)).length,
      hover: async () => ((await hoverText(document, 'replicas')).includes('/mo') ? 1 : 0),
      diagnostics: () => findingCodes(document).length,
    };
    for (const [name, count] of Object.entries(surfaces)) {
      await eventually(`${name} at first`, count, (shown) => shown > 0);
      await set(`${name}.enabled`, false);
      await eventually(`${name} switched off`, count, (shown) => shown === 0);
      await set(`${name}.enabled`, true);
      await eventually(`${name} switched on`, count, (shown) => shown > 0);
    }
  });

  it('leave out one kind of hint', async () => {
    const { document } = await openConfig(namedConfig);
    const replicaHints = async (): Promise<number> =>
      (await hintLabels(document)).filter((hint) => hint.startsWith('replicas:')).length;
    await eventually('replica hint', replicaHints, (count) => count === 1);
    await set('inlayHints.replicas', false);
    await eventually('no replica hint', replicaHints, (count) => count === 0);
    expectThat((await hintLabels(document)).length > 0, 'the other hints are gone too');
  });

  it('silence a rule or make it louder', async () => {
    const { document } = await openConfig(unnamedConfig);
    const severity = (): vscode.DiagnosticSeverity | undefined =>
      vscode.languages
        .getDiagnostics(document.uri)
        .find(({ code }) => code === 'unknown-accelerator')?.severity;
    await eventually('finding', severity, (level) => level !== undefined);
    await set('rules', { 'unknown-accelerator': 'error' });
    await eventually('error', severity, (level) => level === vscode.DiagnosticSeverity.Error);
    await set('rules', { 'unknown-accelerator': 'off' });
    await eventually('silence', severity, (level) => level === undefined);
  });

  it('show another currency, and settle what the config leaves open', async () => {
    const { document } = await openConfig(unnamedConfig);
    await set('defaults.accelerator', 'L4');
    await eventually(
      'default accelerator',
      () => lensTitles(document),
      ([first = '']) => first.includes('L4'),
    );
    await set('currency.perUsd', 0.9);
    await set('currency.code', 'EUR');
    await eventually(
      'euros',
      () => lensTitles(document),
      ([first = '']) => first.startsWith('€'),
    );
  });
});

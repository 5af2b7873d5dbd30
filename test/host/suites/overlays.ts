import * as vscode from 'vscode';
import { cleanUp, createFolder, namedConfig } from '../configs.ts';
import { eventually, expectThat } from '../expect.ts';
import { lensTitles } from '../surfaces.ts';

const overlay = (replicas: number): string =>
  `resources:\n  - ../../base\nnamePrefix: shop-\nreplicas:\n  - name: chat\n    count: ${replicas}\n`;

describe('a kustomization', () => {
  afterEach(cleanUp);

  it('is priced with its overlays, and again when one of them changes on disk', async () => {
    const folder = await createFolder({
      'base/deployment.yaml': namedConfig,
      'base/kustomization.yaml': 'resources:\n  - deployment.yaml\n',
      'overlays/production/kustomization.yaml': overlay(3),
      'overlays/staging/kustomization.yaml': overlay(1),
    });
    const uri = vscode.Uri.joinPath(folder, 'base/deployment.yaml');
    await vscode.commands.executeCommand('vscode.open', uri);
    const document = vscode.window.activeTextEditor?.document;
    expectThat(document !== undefined, 'not opened');
    const costs = async (): Promise<string> => (await lensTitles(document)).join(' | ');
    await eventually(
      'lenses of both overlays',
      costs,
      (text) => /production: \S+ · 3 × L4/.test(text) && /staging: \S+ · 1 × L4/.test(text),
    );
    const changed = vscode.Uri.joinPath(folder, 'overlays/staging/kustomization.yaml');
    await vscode.workspace.fs.writeFile(changed, new TextEncoder().encode(overlay(2)));
    await eventually('lens of the changed overlay', costs, (text) =>
      /staging: \S+ · 2 × L4/.test(text),
    );
  });
});

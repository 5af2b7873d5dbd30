import * as vscode from 'vscode';
import { cleanUp, createFolder, lookAlikes, namedConfig } from '../configs.ts';
import { eventually, expectEqual } from '../expect.ts';
import { findingCodes, hintLabels, hoverText, lensTitles } from '../surfaces.ts';

describe('in a file that serves nothing', () => {
  afterEach(cleanUp);

  for (const name of Object.keys(lookAlikes)) {
    it(`${name} shows nothing`, async () => {
      const folder = await createFolder({ ...lookAlikes, 'serving.yaml': namedConfig });
      // When the neighbour has its lens, the extension is awake and has had its chance.
      const serving = await vscode.workspace.openTextDocument(
        vscode.Uri.joinPath(folder, 'serving.yaml'),
      );
      const { document } = await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, name));
      await eventually(
        'neighbour',
        () => lensTitles(serving),
        (titles) => titles.length > 0,
      );
      expectEqual(await lensTitles(document), [], 'lenses');
      expectEqual(await hintLabels(document), [], 'hints');
      expectEqual(findingCodes(document), [], 'findings');
      expectEqual(/\/mo\b/.test(await hoverText(document, 'image')), false, 'hover');
    });
  }
});

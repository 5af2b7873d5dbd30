import * as vscode from 'vscode';
import { cleanUp, createFolder, namedConfig } from '../configs.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { lensTitles } from '../surfaces.ts';

/** Modules that were loaded in this host; undefined in a web worker, whose bundle has the core in it. */
declare const require: { readonly cache?: Readonly<Record<string, unknown>> } | undefined;

const ordinary: Readonly<Record<string, string>> = {
  'service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n  ports: [{ port: 80 }]\n',
  'compose.yaml': 'services:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n',
  'package.json': '{ "name": "shop", "version": "1.0.0" }\n',
  'main.tf': 'resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n}\n',
};

const coreIsLoaded = (): boolean =>
  Object.keys(require?.cache ?? {}).some((name) => /[\\/]dist[\\/]core\.js$/.test(name));

// Runs before the others, whose configs would load the core: the suites run in the order of their names.
describe('where nothing is served', () => {
  afterEach(cleanUp);

  it('the core is not loaded, whatever is opened, and then with the first serving config', async function () {
    if (require?.cache === undefined) this.skip();
    const folder = await createFolder(ordinary);
    for (const name of Object.keys(ordinary)) {
      const uri = vscode.Uri.joinPath(folder, name);
      const { document } = await vscode.window.showTextDocument(uri);
      expectEqual(await lensTitles(document), [], name);
    }
    const extension = vscode.extensions.getExtension('serving-cost.serving-cost');
    expectThat(extension?.isActive === true, 'not even awake');
    expectEqual(coreIsLoaded(), false, 'core loaded');

    const serving = await createFolder({ 'a.yaml': namedConfig });
    await vscode.window.showTextDocument(vscode.Uri.joinPath(serving, 'a.yaml'));
    await eventually('core loaded', coreIsLoaded, (is) => is);
  });
});

import * as vscode from 'vscode';
import { cleanUp, createFolder, namedConfig } from '../configs.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { openTabs } from '../surfaces.ts';

const model = 'meta-llama/Llama-3.1-8B-Instruct';
const result = {
  date: '20261120-140509',
  backend: 'openai',
  model_id: model,
  max_concurrency: 32,
  request_rate: 'inf',
  duration: 100,
  completed: 200,
  total_input_tokens: 102_400,
  total_output_tokens: 51_200,
  request_throughput: 2,
  output_throughput: 512,
  mean_ttft_ms: 420,
  mean_tpot_ms: 61,
};

const diffs = (): readonly vscode.Tab[] =>
  openTabs().filter(({ input }) => input instanceof vscode.TabInputTextDiff);

async function fileIn(folder: vscode.Uri): Promise<string | null> {
  const uri = vscode.Uri.joinPath(folder, '.servingcost.yaml');
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return null;
  }
}

function measure(folder: vscode.Uri, file: string): Thenable<unknown> {
  const from = [vscode.Uri.joinPath(folder, file).toString()];
  return vscode.commands.executeCommand('servingCost.readMeasurements', {
    uri: folder.toString(),
    from,
  });
}

describe('Read Measurements', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await cleanUp();
  });

  it('shows what it would write as a diff, and writes it when the person says so', async () => {
    const folder = await createFolder({
      'config.yaml': namedConfig,
      'bench.json': JSON.stringify(result),
    });
    void measure(folder, 'bench.json');
    const [diff] = await eventually('diff of the file', diffs, (tabs) => tabs.length > 0);
    const input = diff?.input;
    expectThat(input instanceof vscode.TabInputTextDiff, 'no diff');
    const planned = (await vscode.workspace.openTextDocument(input.modified)).getText();
    expectThat(planned.includes('source: vllm bench serve'), planned);
    expectThat(planned.includes('outputTokensPerSecond: 512'), planned);
    expectEqual(await fileIn(folder), null, 'file before the word of the person');
    const written = await eventually(
      'written file',
      async () => {
        await vscode.commands.executeCommand('notification.acceptPrimaryAction');
        return fileIn(folder);
      },
      // The file is made first, then filled.
      (text) => text !== null && text !== '',
    );
    expectEqual(written, planned, 'what was written');
  });

  it('writes nothing for a file that is no result', async () => {
    const folder = await createFolder({ 'config.yaml': namedConfig, 'other.json': '{"a": 1}' });
    await measure(folder, 'other.json');
    expectEqual(diffs().length, 0, 'diffs');
    expectEqual(await fileIn(folder), null, 'file');
  });

  it('takes no address from a workspace', async () => {
    const configuration = vscode.workspace.getConfiguration('servingCost');
    const isRefused = await configuration
      .update(
        'measurements.prometheusUrl',
        'https://elsewhere.example.com',
        vscode.ConfigurationTarget.Workspace,
      )
      .then(
        () => false,
        () => true,
      );
    expectThat(isRefused, 'a workspace may say where tokens go');
  });
});

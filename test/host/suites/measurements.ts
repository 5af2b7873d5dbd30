import * as vscode from 'vscode';
import { monitoring, vllmService } from '../../support/fakeMonitoring.ts';
import { apiAnswer } from '../../support/fakePrometheus.ts';
import { cleanUp, createFolder, namedConfig } from '../configs.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { openDiffs, pickedDiffs } from '../surfaces.ts';

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

/** Monitoring that has seen one service; the real network is back when it is done. */
async function answered(
  answer: (url: URL) => Response,
  act: (asked: readonly URL[]) => Promise<void>,
): Promise<void> {
  const settings = vscode.workspace.getConfiguration('servingCost');
  const real = globalThis.fetch;
  const asked: URL[] = [];
  globalThis.fetch = (address) => {
    const url = new URL(address instanceof Request ? address.url : address);
    asked.push(url);
    return Promise.resolve(answer(url));
  };
  try {
    await settings.update('measurements.prometheusUrl', monitoringUrl, personally);
    await settings.update('measurements.range', '1d', personally);
    await act(asked);
  } finally {
    globalThis.fetch = real;
    await settings.update('measurements.prometheusUrl', undefined, personally);
    await settings.update('measurements.range', undefined, personally);
  }
}

const monitoringUrl = 'https://monitoring.example.com/prometheus';
const personally = vscode.ConfigurationTarget.Global;

/** The command, the first of its list, and the diff that it ends with. */
function shownDiff(folder: vscode.Uri): Promise<readonly vscode.Tab[]> {
  void vscode.commands.executeCommand('servingCost.readMeasurements', { uri: folder.toString() });
  return pickedDiffs('diff of the file');
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
    const [diff] = await eventually('diff of the file', openDiffs, (tabs) => tabs.length > 0);
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

  it('asks which deployment a benchmark was run against where the file does not tell', async () => {
    const folder = await createFolder({
      'config.yaml': namedConfig,
      'bench.json': JSON.stringify({ ...result, model_id: 'some/other-name' }),
    });
    void measure(folder, 'bench.json');
    const [diff] = await pickedDiffs('diff of the file');
    const input = diff?.input;
    expectThat(input instanceof vscode.TabInputTextDiff, 'no diff');
    const planned = (await vscode.workspace.openTextDocument(input.modified)).getText();
    expectThat(planned.includes('source: vllm bench serve'), planned);
  });

  it('asks the monitoring of the settings when it is picked', async () => {
    const folder = await createFolder({ 'config.yaml': namedConfig });
    const service = monitoring(vllmService({ workload: 'chat', job: 'chat', model_name: model }));
    await answered(
      (url) => new Response(apiAnswer(url, service)),
      async (asked) => {
        const [diff] = await shownDiff(folder);
        const input = diff?.input;
        expectThat(input instanceof vscode.TabInputTextDiff, 'no diff');
        const planned = (await vscode.workspace.openTextDocument(input.modified)).getText();
        expectThat(planned.includes('source: vLLM at monitoring.example.com'), planned);
        expectThat(planned.includes('requestsPerSecond: 2'), planned);
        expectEqual(await fileIn(folder), null, 'file before the word of the person');
        const others = asked.filter(({ href }) => !href.startsWith(`${monitoringUrl}/api/v1/`));
        expectEqual(others, [], 'what else was asked');
      },
    );
  });

  it('writes nothing when monitoring has no answer', async () => {
    const folder = await createFolder({ 'config.yaml': namedConfig });
    await answered(
      () => new Response('no', { status: 503 }),
      async (asked) => {
        const done = vscode.commands.executeCommand('servingCost.readMeasurements', {
          uri: folder.toString(),
        });
        await eventually(
          'question',
          async () => {
            await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
            return asked.length;
          },
          (count) => count > 0,
        );
        await done;
        expectEqual(openDiffs().length, 0, 'diffs');
        expectEqual(await fileIn(folder), null, 'file');
      },
    );
  });

  it('writes nothing for a file that is no result', async () => {
    const folder = await createFolder({ 'config.yaml': namedConfig, 'other.json': '{"a": 1}' });
    await measure(folder, 'other.json');
    expectEqual(openDiffs().length, 0, 'diffs');
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

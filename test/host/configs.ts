import * as vscode from 'vscode';

/** A deployment on two named accelerators, whose weights could be smaller. */
export const namedConfig = `# keep this comment
apiVersion: apps/v1
kind: Deployment
metadata:
  name: chat
spec:
  replicas: 2
  selector:
    matchLabels: { app: chat }
  template:
    metadata:
      labels: { app: chat }
    spec:
      nodeSelector:
        node.kubernetes.io/instance-type: g6.12xlarge
        topology.kubernetes.io/region: us-east-1
      containers:
        - name: vllm
          image: vllm/vllm-openai:v0.11.0
          args:
            - --model=meta-llama/Llama-3.1-8B-Instruct
            - --max-model-len=8192
          resources:
            limits:
              nvidia.com/gpu: 1
`;

/** The same without a word about which accelerator. */
export const unnamedConfig = namedConfig.replace(/ {6}nodeSelector:\n.*\n.*\n/, '');

/** Looks like the others and serves nothing. */
export const lookAlikes: Readonly<Record<string, string>> = {
  'nginx.yaml': namedConfig
    .replace('vllm/vllm-openai:v0.11.0', 'nginx:1.27')
    .replace(/ {10}args:[\s\S]*/, ''),
  'values.yaml': 'replicaCount: 3\nimage:\n  repository: nginx\nresources: {}\n',
  'training.yaml':
    'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: train\nspec:\n  template:\n    spec:\n      containers:\n        - name: train\n          image: pytorch/pytorch:2.4.0\n          command: [torchrun, train.py]\n          resources:\n            limits:\n              nvidia.com/gpu: 8\n      restartPolicy: Never\n',
  'package.json': '{ "name": "vllm", "version": "1.0.0" }\n',
};

/** A folder of the workspace for one test, removed by `removeFolders`. */
let folders: vscode.Uri[] = [];

function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) throw new Error('The suites need a workspace folder');
  return folder;
}

export async function createFolder(files: Readonly<Record<string, string>>): Promise<vscode.Uri> {
  const folder = vscode.Uri.joinPath(workspaceFolder(), `test-${folders.length}-${Date.now()}`);
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  }
  return folder;
}

/** Closes every editor and removes what the tests have written. */
export async function cleanUp(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  for (const folder of folders) await vscode.workspace.fs.delete(folder, { recursive: true });
  folders = [];
}

/** Writes the text to a file and shows it in an editor. */
export async function openConfig(text: string, name = 'config.yaml'): Promise<vscode.TextEditor> {
  const folder = await createFolder({ [name]: text });
  // As a person opens it: what the API opens stays open for minutes after its editor has closed.
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.joinPath(folder, name));
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.path.startsWith(folder.path) !== true) throw new Error('not opened');
  return editor;
}

/** Replaces the first occurrence in the buffer without saving. */
export async function replaceText(
  editor: vscode.TextEditor,
  before: string,
  after: string,
): Promise<void> {
  const start = editor.document.getText().indexOf(before);
  if (start < 0) throw new Error(`${before} is not in the text`);
  const range = new vscode.Range(
    editor.document.positionAt(start),
    editor.document.positionAt(start + before.length),
  );
  await editor.edit((builder) => {
    builder.replace(range, after);
  });
}

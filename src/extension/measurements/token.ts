import * as vscode from 'vscode';

/** Kept by origin: a token never goes to another address than the one it was given for. */
function keyOf(address: string): string | null {
  return URL.canParse(address) ? `monitoring ${new URL(address).origin}` : null;
}

export async function storedToken(
  secrets: vscode.SecretStorage,
  address: string,
): Promise<string | undefined> {
  const key = keyOf(address);
  return key === null ? undefined : secrets.get(key);
}

/** Asks for the token of an address and keeps it with VS Code’s secrets; an empty one takes it away. */
export async function askToken(
  secrets: vscode.SecretStorage,
  address: string,
  host: string,
): Promise<void> {
  const key = keyOf(address);
  const token = await vscode.window.showInputBox({
    title: `Token or Password for ${host}`,
    prompt: 'Kept in the secret storage of VS Code. Empty: take it away.',
    password: true,
    ignoreFocusOut: true,
  });
  if (key === null || token === undefined) return;
  await (token.trim() === '' ? secrets.delete(key) : secrets.store(key, token));
}

import { readFileSync } from 'node:fs';
import type { ThemeId } from '../../scripts/host/themes.ts';

/** What VS Code sets in every webview: the body's class, its own style sheet, and the theme as variables. */
export interface WebviewTheme {
  readonly kind: string;
  readonly styles: string;
  readonly variables: Readonly<Record<string, string>>;
}

export function readTheme(id: ThemeId): WebviewTheme {
  const file = new URL(`themes/${id}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as WebviewTheme;
}

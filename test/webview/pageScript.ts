import type { WebviewTheme } from './theme.ts';

/** What the harness keeps inside the page. */
interface PageRecord {
  readonly sent: unknown[];
  readonly problems: string[];
  /** Whether nobody answers a `ping`. */
  isGone: boolean;
  state: unknown;
}

declare global {
  interface Window {
    servingCostTest: PageRecord;
    acquireVsCodeApi: () => unknown;
  }
}

/**
 * Runs in the page before its own script, as VS Code's does: the theme as variables and classes, and
 * the one function through which the page reaches the extension. It must not refer to anything outside.
 */
export function preparePage({ theme, state }: { theme: WebviewTheme; state: unknown }): void {
  const record: PageRecord = { sent: [], problems: [], isGone: false, state };
  window.servingCostTest = record;
  document.addEventListener('securitypolicyviolation', (event) => {
    record.problems.push(`${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`);
  });
  let acquired = false;
  window.acquireVsCodeApi = () => {
    if (acquired) throw new Error('An instance of the VS Code API has already been acquired');
    acquired = true;
    return {
      postMessage: (message: { readonly type: string }) => {
        if (message.type !== 'ping') record.sent.push(structuredClone(message));
        else if (!record.isGone) window.postMessage({ type: 'pong' }, '*');
      },
      getState: () => record.state,
      setState: (next: unknown) => {
        record.state = structuredClone(next);
        return next;
      },
    };
  };
  const dress = (): void => {
    for (const [name, value] of Object.entries(theme.variables)) {
      document.documentElement.style.setProperty(name, value);
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(theme.styles);
    document.adoptedStyleSheets = [sheet];
  };
  // This runs before the first element is there.
  new MutationObserver((_, observer) => {
    observer.disconnect();
    dress();
  }).observe(document, { childList: true });
  document.addEventListener('DOMContentLoaded', () => {
    document.body.classList.add('vscode-body', theme.kind);
    document.body.dataset.vscodeThemeKind = theme.kind;
  });
}

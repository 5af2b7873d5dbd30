import type { Page } from 'playwright-core';

/** The verbs of `--do verb=value`, in the order in which they are documented. */
const verbs = {
  /** Runs a command of the palette by its title. */
  command: async (page, title) => {
    await page.keyboard.press('F1');
    await choose(page, title, `>${title}`);
  },
  /** Chooses the row of the quick pick that is open, or about to open, by a part of its label. */
  pick: async (page, label) => {
    await page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().waitFor();
    await choose(page, label, label);
  },
  /** Opens a file of the folder by its name. */
  open: async (page, name) => {
    await page.keyboard.press('Control+P');
    await choose(page, basename(name), name);
    await page.locator('.tab.active', { hasText: basename(name) }).waitFor();
  },
  /** Moves the cursor: `line` or `line:column`. */
  goto: async (page, place) => {
    await page.keyboard.press('Control+G');
    await page.locator('.quick-input-widget input[type=text]').first().fill(`:${place}`);
    await page.keyboard.press('Enter');
  },
  /** Presses a key or a chord, as `Control+.` or `Escape`. */
  press: (page, keys) => page.keyboard.press(keys),
  /** Types text at the cursor. */
  type: (page, text) => page.keyboard.type(text),
  /** Moves the mouse over the first place that shows this text, in the editor if there is one. */
  hover: async (page, text) => {
    await (await find(page, text)).hover();
  },
  /** Clicks the first place that shows this text: in the workbench, else in a webview. */
  click: async (page, text) => {
    await (await find(page, text)).click();
  },
  /** Opens the context menu on the first place that shows this text. */
  menu: async (page, text) => {
    await (await find(page, text)).click({ button: 'right' });
  },
  /** Waits until this text is shown, in the workbench or in a webview. */
  see: async (page, text) => {
    await find(page, text);
  },
  /** Waits for milliseconds. */
  wait: (page, milliseconds) => page.waitForTimeout(Number(milliseconds)),
} satisfies Record<string, (page: Page, value: string) => Promise<void>>;

/** Carries out steps like `command=Serving Cost: Show Report`; throws with the step that failed. */
export async function doSteps(page: Page, steps: readonly string[]): Promise<void> {
  for (const step of steps) {
    const [, verb = '', value = ''] = /^([a-z]+)=(.*)$/s.exec(step) ?? [];
    if (!(verb in verbs)) {
      throw new Error(`--do ${step}: expected one of ${Object.keys(verbs).join(', ')}, =, a value`);
    }
    try {
      await verbs[verb as keyof typeof verbs](page, value);
    } catch (error) {
      throw new Error(`--do ${step}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** Filters the quick pick, and takes the row that then has the focus. */
async function choose(page: Page, label: string, filter: string): Promise<void> {
  const input = page.locator('.quick-input-widget input[type=text]').first();
  await input.waitFor();
  await input.fill(filter);
  // The rows of the list before it was filtered may still stand there: Enter would take another.
  const chosen = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: label });
  await chosen.first().waitFor();
  await page.keyboard.press('Enter');
}

/** Looks in the editor's lines, then in the page, then in every frame, until something shows the text. */
async function find(page: Page, text: string) {
  // A workbench that shares its machine is late at times.
  const deadline = Date.now() + 45_000;
  for (;;) {
    const editor = page.locator('.monaco-editor .view-lines, .monaco-editor .contentWidgets');
    const scopes = [editor, ...page.frames()];
    for (const scope of scopes) {
      const match = scope.getByText(text).first();
      if (await match.isVisible().catch(() => false)) return match;
    }
    if (Date.now() > deadline) throw new Error('nothing shows this text');
    await page.waitForTimeout(100);
  }
}

function basename(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

import type { Frame, Page } from 'playwright-core';
import { vi } from 'vitest';

const patience = { timeout: 20_000 };

/** The frame of the report page, deep within those that VS Code puts around a webview. */
export async function reportFrame(page: Page): Promise<Frame> {
  return vi.waitFor(async () => {
    for (const frame of page.frames()) {
      const pages = frame.getByRole('navigation', { name: 'Pages' });
      if (await pages.isVisible().catch(() => false)) return frame;
    }
    throw new Error('the report is not shown');
  }, patience);
}

/** Turns the report to one of its pages. */
export function turnTo(report: Frame, title: string): Promise<void> {
  return report
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('button', { name: title, exact: true })
    .click();
}

/** The same where one report may just make room for another. */
export async function turnReport(page: Page, title: string): Promise<void> {
  await vi.waitFor(async () => {
    const report = await reportFrame(page);
    await turnTo(report, title);
    const current = report.locator('nav [aria-current=page]', { hasText: title });
    await current.waitFor({ timeout: 2000 });
  }, patience);
}

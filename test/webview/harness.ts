import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, vi } from 'vitest';
import { launchChromium } from '../../scripts/host/chromium.ts';
import type { ThemeId } from '../../scripts/host/themes.ts';
import type { FromPanel, ToPanel } from '../../src/core/report/protocol.ts';
import { preparePage } from './pageScript.ts';
import { origin, routeSite } from './site.ts';
import { readTheme } from './theme.ts';

export interface PageOptions {
  readonly theme?: ThemeId;
  readonly width?: number;
  readonly height?: number;
  /** What an earlier life of the panel stored with setState(). */
  readonly state?: unknown;
}

/** The report page in a real Chromium, with the test in the place of the extension. */
export interface ReportPage {
  /** For clicks, keys and locators. */
  readonly page: Page;
  /** Posts a message to the page, as the extension does. */
  readonly send: (message: ToPanel) => Promise<void>;
  /** Presses the button of the navigation that has this title. */
  readonly turnTo: (title: string) => Promise<void>;
  /** The messages that the page has posted so far. */
  readonly sent: () => Promise<readonly FromPanel[]>;
  /** Waits for a message of this type and returns the newest one. */
  readonly received: <T extends FromPanel['type']>(
    type: T,
  ) => Promise<Extract<FromPanel, { type: T }>>;
  /** What the page has stored with setState(). */
  readonly state: () => Promise<unknown>;
  /** Uncaught errors, error messages on the console, and what the content security policy blocked. */
  readonly problems: () => Promise<readonly string[]>;
  /** What axe-core finds: one line per rule and element. */
  readonly accessibilityProblems: () => Promise<readonly string[]>;
}

/**
 * Call at the top of a spec: starts one Chromium for its tests and returns the function that opens a
 * page. Everything is closed after the last test.
 */
export function useReportPages(): (options?: PageOptions) => Promise<ReportPage> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });
  return async (options = {}) => {
    const { theme = 'light', width = 1000, height = 900, state } = options;
    const page = await browser.newPage({ viewport: { width, height } });
    page.setDefaultTimeout(10_000);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.addInitScript(preparePage, { theme: readTheme(theme), state });
    await routeSite(page);
    await page.goto(origin);
    return toReportPage(page, problems);
  };
}

function toReportPage(page: Page, problems: readonly string[]): ReportPage {
  const sent = async (): Promise<readonly FromPanel[]> =>
    page.evaluate(() => window.servingCostTest.sent as FromPanel[]);
  return {
    page,
    send: (message) =>
      page.evaluate((data) => {
        window.postMessage(data, '*');
      }, message),
    turnTo: (title) =>
      page
        .getByRole('navigation', { name: 'Pages' })
        .getByRole('button', { name: title, exact: true })
        .click(),
    sent,
    received: async <T extends FromPanel['type']>(type: T) => {
      const isWanted = (message: FromPanel): message is Extract<FromPanel, { type: T }> =>
        message.type === type;
      // Not page.waitForFunction(): it needs eval in the page, which the policy forbids.
      return vi.waitFor(
        async () => {
          const newest = (await sent()).filter(isWanted).at(-1);
          if (!newest) throw new Error(`No message of type ${type}`);
          return newest;
        },
        { timeout: 10_000 },
      );
    },
    state: () => page.evaluate(() => window.servingCostTest.state),
    problems: async () => [
      ...problems,
      ...(await page.evaluate(() => window.servingCostTest.problems)),
    ],
    accessibilityProblems: async () => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(async () =>
        (window as unknown as { axe: typeof axe }).axe.run(document),
      );
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`),
      );
    },
  };
}

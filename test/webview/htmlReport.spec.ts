import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { exportReport } from '../../src/core/report/exportFormats.ts';
import { launchChromium } from '../../scripts/host/chromium.ts';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import { testEnvironment } from '../support/environment.ts';

const shown = ['bentocloud-summaries', 'does-not-fit', 'fraud-score', 'llama-70b-chat', 'overlays'];
const documents = exampleFolders()
  .filter(({ name }) => shown.includes(name))
  .flatMap((folder) => folder.documents);
const html = exportReport(analyze(documents, testEnvironment()), 'html', {
  base: 'file:///examples',
  unread: [{ uri: 'file:///examples/big.yaml', reason: 'is larger than 1 MB' }],
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** The report in a page, and what the page complains about. */
async function open(
  options: BrowserContextOptions,
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const page = await browser.newPage(options);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('request', (request) => complaints.push(request.url()));
  await page.setContent(html);
  return { page, complaints };
}

async function widthOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}

describe('the exported page', () => {
  it.each(['light', 'dark'] as const)('is accessible in %s, and loads nothing', async (scheme) => {
    const { page, complaints } = await open({ colorScheme: scheme });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(async () =>
      (window as unknown as { axe: typeof axe }).axe.run(document),
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([320, 500, 720, 1400])('never scrolls sideways at %d px', async (width) => {
    const { page } = await open({ viewport: { width, height: 900 } });
    expect(await widthOf(page)).toBeLessThanOrEqual(width);
    await page.close();
  });

  it('says on a narrow screen what each figure is', async () => {
    const { page } = await open({ viewport: { width: 360, height: 900 } });
    const titles = await page
      .locator('tbody tr')
      .first()
      .locator('td')
      .evaluateAll((cells) =>
        cells.map((cell) => getComputedStyle(cell, '::before').content.replaceAll('"', '')),
      );
    expect(titles).toContain('Monthly');
    expect(titles[0]).toBe('none');
    await page.close();
  });

  it('fits on A4, black on white, in whatever theme', async () => {
    // 210 mm less the margins, at 96 px an inch.
    const { page } = await open({ colorScheme: 'dark', viewport: { width: 688, height: 900 } });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await widthOf(page)).toBeLessThanOrEqual(688);
    const colors = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor];
    });
    expect(colors).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  });

  it('leads from the overview to each deployment', async () => {
    const { page } = await open({});
    const links = await page
      .locator('td a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(links.length).toBeGreaterThanOrEqual(5);
    for (const link of links) expect(await page.locator(link).count()).toBe(1);
    await page.close();
  });
});

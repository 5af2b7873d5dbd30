import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { firstLens, withWorkbench } from '../../scripts/host/openWorkbench.ts';
import { withTemporaryFolder } from '../../scripts/host/stage.ts';
import { doSteps } from '../../scripts/host/steps.ts';
import { root } from '../../scripts/root.ts';
import { patience } from './lensMonth.ts';
import { reportFrame, turnTo } from './reportFrame.ts';

interface Surroundings {
  readonly timeZone: string;
  readonly locale: string;
  readonly language: string;
}

/** What the lens and the first page of the report say where the clock and the language are these. */
async function said({ timeZone, locale, language }: Surroundings): Promise<readonly string[]> {
  return withTemporaryFolder(async (temporary) => {
    const folder = join(temporary, 'chat');
    cpSync(join(root, 'examples/llama-70b-chat'), folder, { recursive: true });
    const environment = { TZ: timeZone, LANG: language, LC_ALL: language };
    const options = { folder, file: 'deployment.yaml', environment, timeZone, locale };
    return withWorkbench(options, async (page) => {
      const lens = firstLens(page);
      await lens.waitFor(patience);
      const words = await lens.innerText();
      await lens.click();
      const report = await reportFrame(page);
      await turnTo(report, 'Overview');
      await doSteps(page, ['see=The next 12 months']);
      return [
        words,
        await report.locator('header').innerText(),
        await report.locator('main').innerText(),
      ];
    });
  });
}

// Fourteen hours ahead, with another calendar day for most of the day, and with other digits and marks.
it('says the same in Kiritimati in Arabic as in UTC in English', async () => {
  const here = await said({ timeZone: 'UTC', locale: 'en-US', language: 'C.UTF-8' });
  const there = { timeZone: 'Pacific/Kiritimati', locale: 'ar-EG', language: 'ar_EG.UTF-8' };
  expect(await said(there)).toEqual(here);
});

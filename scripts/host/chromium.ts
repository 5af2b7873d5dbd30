import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { canInstallPackages, findProgram, installPackages } from '../system/packages.ts';

const programs = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
];

/**
 * A Chromium to test in: CHROMIUM_PATH, one on the PATH, or one that Playwright installed. Where none
 * is there it is installed when that is possible, else the error names the command that installs it.
 */
export async function findChromium(): Promise<string> {
  const known = locate();
  if (known !== undefined) return known;
  if (canInstallPackages()) {
    await installPackages('chromium', 'fonts-dejavu-core');
    const found = locate();
    if (found !== undefined) return found;
  }
  throw new Error(
    'No Chromium found. Install one and run this again:\n' +
      '  sudo apt-get install -y chromium          (Debian)\n' +
      '  npx playwright-core install --with-deps chromium   (Ubuntu and others)\n' +
      'or set CHROMIUM_PATH to a Chromium or Chrome.',
  );
}

function locate(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== '') return given;
  const playwrights = chromium.executablePath();
  return findProgram(...programs) ?? (existsSync(playwrights) ? playwrights : undefined);
}

/** Starts a headless Chromium with an empty profile that keeps to itself. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    args: [
      // Its sandbox cannot start as root or in most containers; it opens local pages only.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

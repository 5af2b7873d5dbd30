import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { root } from '../root.ts';
import { runCommand } from '../system/command.ts';
import { canInstallPackages, findProgram, installPackages } from '../system/packages.ts';
import { step } from '../system/step.ts';

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
  const problem = canInstallPackages() ? await install() : '';
  const found = locate();
  if (found !== undefined) return found;
  throw new Error(
    'No Chromium found. Install one and run this again:\n' +
      '  sudo apt-get install -y chromium                   (Debian)\n' +
      '  npx playwright-core install --with-deps chromium   (Ubuntu and others)\n' +
      `or set CHROMIUM_PATH to a Chromium or Chrome.\n${problem}`,
  );
}

/** Debian has it as a package; Ubuntu only as a snap, which a container cannot run, so Playwright's is next. */
async function install(): Promise<string> {
  try {
    await installPackages('chromium', 'fonts-dejavu-core');
    return '';
  } catch {
    const cli = path.join(root, 'node_modules/playwright-core/cli.js');
    const args = [cli, 'install', '--with-deps', 'chromium'];
    return step('Installing Chromium with Playwright', () =>
      runCommand(process.execPath, args),
    ).then(
      () => '',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  }
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

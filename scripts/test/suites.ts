import { describeDesktop, runDesktopSuites } from '../host/desktop.ts';
import { findChromium } from '../host/chromium.ts';
import { runServedSuites } from '../host/servedSuites.ts';
import { findPrometheus } from '../system/prometheus.ts';
import { installServer } from '../host/vscodeServer.ts';
import { root } from '../root.ts';
import { runCommand } from '../system/command.ts';
import type { SuiteResult } from './result.ts';
import { runVitest } from './vitest.ts';

export interface Suite {
  /** The word that names it on the command line. */
  readonly id: string;
  readonly name: string;
  /** Builds or installs what it needs. */
  readonly prepare: readonly Preparation[];
  readonly run: () => Promise<SuiteResult>;
  /** Why it does not run here; undefined where it does. */
  readonly unavailable?: () => Promise<string | undefined>;
}

export interface Preparation {
  readonly title: string;
  readonly run: () => Promise<unknown>;
}

const build: Preparation = {
  title: 'Building the extension and its suites',
  run: () =>
    runCommand(process.execPath, ['--import', 'tsx', 'scripts/build.ts', '--tests'], {
      cwd: root,
    }),
};
const browser: Preparation = { title: 'Looking for Chromium', run: findChromium };
const prometheus: Preparation = { title: 'Looking for Prometheus', run: findPrometheus };
const server: Preparation = { title: 'Looking for the VS Code server', run: installServer };

/** All suites, the quick ones first. */
export const suites: readonly Suite[] = [
  {
    id: 'unit',
    name: 'Unit, property, corpus and golden tests',
    prepare: [build],
    run: () => runVitest('Unit, property, corpus and golden tests', 'vitest.config.mts'),
  },
  {
    id: 'built',
    name: 'Report page in Chromium, command line and package',
    prepare: [build, browser, server, prometheus],
    run: () =>
      runVitest('Report page in Chromium, command line and package', 'vitest.built.config.mts'),
  },
  {
    id: 'node',
    name: 'VS Code server, node extension host',
    prepare: [build, browser, server],
    run: () => runServedSuites('node'),
  },
  {
    id: 'web',
    name: 'VS Code server, web worker extension host',
    prepare: [build, browser, server],
    run: () => runServedSuites('web worker'),
  },
  {
    id: 'desktop',
    name: 'VS Code desktop',
    prepare: [build],
    run: runDesktopSuites,
    unavailable: describeDesktop,
  },
];

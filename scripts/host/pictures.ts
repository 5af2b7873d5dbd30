// npx tsx scripts/host/pictures.ts [NAME]…: packs the extension and takes its pictures anew, all or those that are named.
import { cpSync } from 'node:fs';
import path from 'node:path';
import { createPackage } from '../package/vsix.ts';
import { root } from '../root.ts';
import { runCommand } from '../system/command.ts';
import { withTemporaryFolder } from './stage.ts';

/** A file name and nothing else in the title. */
const titled = ['--setting', 'window.title="${activeEditorShort}"'];

/** Nothing around the editor that the picture is not about. */
const bare = [
  ...['--setting', 'workbench.activityBar.location="top"'],
  ...['--setting', 'window.commandCenter=false'],
  ...['--setting', 'workbench.layoutControl.enabled=false'],
];

/** Pictures of the walkthrough. */
const small = ['--size', '900x520', '--scale', '1.5', ...bare];

const example = ['--folder', 'examples/llama-70b-chat', '--file', 'deployment.yaml'];

const report = ['--do', 'command=Serving Cost: Show Report'];

/** Flags of `npm run screenshot` by picture. What is seen last says that it is complete. */
const pictures: Readonly<Record<string, readonly string[]>> = {
  'media/walkthrough/editor': [...small, ...example, '--do', 'goto=5:3', '--do', 'wait=1500'],
  'media/walkthrough/hover': [
    ...[...small, ...example],
    ...['--do', 'goto=11:5', '--do', 'command=Show or Focus Hover', '--do', 'wait=1500'],
  ],
  'media/walkthrough/workload': [
    ...small,
    ...['--folder', 'examples/support-assistant', '--file', '.servingcost.yaml', '--no-lens'],
    ...['--do', 'wait=1500'],
  ],
  'media/walkthrough/view': [
    ...[...bare, '--file', 'llama-70b-chat/deployment.yaml', '--sidebar'],
    ...['--do', 'command=View: Show Serving Cost', '--do', 'wait=12000'],
    // The side bar is a share of the window.
    ...['--size', '1280x640', '--scale', '1.2'],
  ],
  'media/walkthrough/report': [
    ...[...small, ...example, ...report, '--do', 'see=Suggestions ('],
    ...['--do', 'command=View: Maximize Editor Group', '--do', 'wait=1500'],
  ],
  'docs/images/editor-and-report': [
    ...['--folder', 'examples/support-assistant', '--file', 'chat.yaml', '--size', '1500x900'],
    ...[...report, '--do', 'see=Suggestions (', '--do', 'wait=1500'],
  ],
  'docs/images/hover': [
    ...[...example, '--theme', 'dark', '--size', '1100x660'],
    ...['--do', 'goto=11:14', '--do', 'command=Show or Focus Hover', '--do', 'wait=1500'],
  ],
  'docs/images/report': [
    ...['--folder', 'examples/support-assistant', '--file', 'chat.yaml', '--theme', 'dark'],
    ...['--size', '1100x900', '--do', 'goto=5:5', ...report, '--do', 'see=Suggestions ('],
    ...['--do', 'command=View: Maximize Editor Group', '--do', 'click=support-chat'],
    ...['--do', 'see=Why it costs this', '--do', 'wait=1500'],
  ],
  'docs/images/high-contrast': [
    ...['--folder', 'examples/first-look', '--file', 'deployment.yaml', '--theme', 'hc'],
    ...['--size', '1500x900', ...report, '--do', 'see=Deployments (', '--do', 'click=template:'],
    ...[...report, '--do', 'see=Which accelerator?', '--do', 'wait=1500'],
  ],
};

const asked = process.argv.slice(2);
const names = Object.keys(pictures).map((file) => path.basename(file));
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: one of ${names.join(', ')}`);

await withTemporaryFolder(async (folder) => {
  // As users have it, not as an extension that is being developed.
  const vsix = path.join(folder, 'serving-cost.vsix');
  await createPackage(vsix);
  for (const [file, flags] of Object.entries(pictures)) {
    if (asked.length > 0 && !asked.includes(path.basename(file))) continue;
    const out = path.join(folder, 'picture.png');
    const script = ['--import', 'tsx', 'scripts/host/screenshot.ts'];
    await runCommand(
      process.execPath,
      [...script, '--vsix', vsix, '--out', out, ...titled, ...flags],
      { cwd: root },
    );
    cpSync(out, path.join(root, `${file}.png`));
    console.log(`${file}.png`);
  }
});

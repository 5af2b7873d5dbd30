// npx tsx scripts/host/walkthrough.ts [NAME]…: takes the pictures of the walkthrough anew, all or those that are named.
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.ts';
import { runCommand } from '../system/command.ts';

/** Nothing around the editor that the picture is not about. */
const bare = [
  ...['--setting', 'workbench.activityBar.location="top"'],
  ...['--setting', 'window.commandCenter=false'],
  ...['--setting', 'workbench.layoutControl.enabled=false'],
];

const example = ['--folder', 'examples/llama-70b-chat', '--file', 'deployment.yaml'];

/** Flags of `npm run screenshot` by picture. What is seen last says that it is complete. */
const pictures: Readonly<Record<string, readonly string[]>> = {
  editor: [...example, '--do', 'goto=5:3', '--do', 'wait=1500'],
  hover: [
    ...example,
    ...['--do', 'goto=11:5', '--do', 'command=Show or Focus Hover', '--do', 'wait=1500'],
  ],
  workload: [
    ...['--folder', 'examples/support-assistant', '--file', '.servingcost.yaml', '--no-lens'],
    ...['--do', 'wait=1500'],
  ],
  view: [
    ...['--file', 'llama-70b-chat/deployment.yaml', '--sidebar'],
    ...['--do', 'command=View: Show Serving Cost', '--do', 'wait=12000'],
    // The side bar is a share of the window.
    ...['--size', '1280x640', '--scale', '1.2'],
  ],
  report: [
    ...example,
    ...['--do', 'command=Serving Cost: Show Report', '--do', 'see=Suggestions ('],
    ...['--do', 'command=View: Maximize Editor Group', '--do', 'wait=1500'],
  ],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(pictures, name));
if (unknown.length > 0) {
  throw new Error(`${unknown.join(', ')}: one of ${Object.keys(pictures).join(', ')}`);
}
for (const [name, flags] of Object.entries(pictures)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const out = path.join('out/walkthrough', `${name}.png`);
  await runCommand(
    process.execPath,
    [
      ...['--import', 'tsx', 'scripts/host/screenshot.ts', '--out', out],
      ...['--size', '900x520', '--scale', '1.5', ...bare, ...flags],
    ],
    { cwd: root },
  );
  const picture = path.join('media/walkthrough', `${name}.png`);
  copyFileSync(path.join(root, out), path.join(root, picture));
  console.log(picture);
}

import type { PanelCandidate, PanelDeployment } from '../../src/core/report/panelSchema.ts';
import { element, type Child } from '../dom.ts';
import type { ViewContext } from '../view.ts';
import { table } from './table.ts';

/** What could run a deployment whose accelerator is not named, cheapest first. */
export function candidates(deployment: PanelDeployment, context: ViewContext): Child[] {
  if (deployment.candidates.length === 0) return [];
  return [
    element('h3', {}, 'Which accelerator?'),
    element(
      'p',
      { class: 'note' },
      'The config asks for accelerators without naming one. The range spans those that hold the model.',
    ),
    table(
      'Candidates',
      [
        { title: 'Accelerator' },
        { title: 'Instance' },
        { title: 'Monthly', isNumber: true },
        { title: 'Serves it' },
        { title: '' },
      ],
      deployment.candidates.map((one) => [
        one.accelerator,
        one.instance,
        one.monthly,
        verdict(one),
        one.fits ? useButton(one, deployment, context) : null,
      ]),
    ),
  ];
}

function useButton(
  { accelerator }: PanelCandidate,
  { id: deploymentId }: PanelDeployment,
  { send }: ViewContext,
): HTMLElement {
  return element(
    'vscode-button',
    {
      key: `use:${deploymentId}:${accelerator}`,
      attributes: { appearance: 'secondary', 'aria-label': `Use ${accelerator}` },
      on: {
        click: () => {
          send({ type: 'useAccelerator', deploymentId, accelerator });
        },
      },
    },
    'Use',
  );
}

function verdict({ fits, meetsSlo }: PanelCandidate): string {
  if (!fits) return 'does not fit';
  return meetsSlo ? 'yes' : 'misses the SLO';
}

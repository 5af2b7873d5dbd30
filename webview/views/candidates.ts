import type { PanelCandidate, PanelDeployment } from '../../src/core/report/panelSchema.ts';
import { element, type Child } from '../dom.ts';
import type { ViewContext } from '../view.ts';

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
    element(
      'div',
      { class: 'scroll', attributes: { tabindex: 0, role: 'region', 'aria-label': 'Candidates' } },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { attributes: { scope: 'col' } }, 'Accelerator'),
            element('th', { attributes: { scope: 'col' } }, 'Instance'),
            element('th', { class: 'number', attributes: { scope: 'col' } }, 'Monthly'),
            element('th', { attributes: { scope: 'col' } }, 'Serves it'),
            element('td', {}),
          ),
        ),
        element('tbody', {}, ...deployment.candidates.map((one) => row(one, deployment, context))),
      ),
    ),
  ];
}

function row(
  candidate: PanelCandidate,
  { id: deploymentId }: PanelDeployment,
  { send }: ViewContext,
): HTMLElement {
  const { accelerator } = candidate;
  return element(
    'tr',
    {},
    element('th', { attributes: { scope: 'row' } }, accelerator),
    element('td', {}, candidate.instance),
    element('td', { class: 'number' }, candidate.monthly),
    element('td', {}, verdict(candidate)),
    element(
      'td',
      {},
      element(
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
      ),
    ),
  );
}

function verdict({ fits, meetsSlo }: PanelCandidate): string {
  if (!fits) return 'does not fit';
  return meetsSlo ? 'yes' : 'misses the SLO';
}

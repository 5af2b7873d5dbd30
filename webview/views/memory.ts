import type { PanelDeployment } from '../../src/core/report/panelSchema.ts';
import { stackedBar } from '../charts/stackedBar.ts';
import { element, type Child } from '../dom.ts';

/** What fills the memory of one accelerator, as a bar and as a list. */
export function memory({ memory }: PanelDeployment): Child[] {
  if (memory === null) return [];
  return [
    element('h3', {}, 'Memory of one accelerator'),
    element('p', { class: memory.fits ? 'note' : 'missed' }, memory.summary),
    stackedBar(
      'Memory of one accelerator',
      memory.parts.map(({ id, label, size, share }) => ({
        id,
        share,
        title: `${label}: ${size}`,
      })),
    ),
    element(
      'ul',
      { class: 'legend' },
      ...memory.parts.map(({ id, label, size }) =>
        element(
          'li',
          {},
          element('span', { class: `swatch ${id}`, attributes: { 'aria-hidden': 'true' } }),
          `${label} `,
          element('span', { class: 'number' }, size),
        ),
      ),
    ),
  ];
}

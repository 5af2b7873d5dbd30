import type { ChartSeries } from '../../src/core/report/chart/chartSchema.ts';
import { shape } from './svg.ts';

type Tone = ChartSeries['tone'];

const tones: readonly Tone[] = ['first', 'second', 'third', 'fourth', 'quiet'];

/** What lies over the colour of a tone, in a field of 8 by 8. */
const lines: Readonly<Record<Tone, string>> = {
  first: '',
  second: 'M-2 2L2 -2M0 8L8 0M6 10L10 6',
  third: 'M2 2h1v1h-1zM6 6h1v1h-1z',
  fourth: 'M0 4H8M4 0V8',
  quiet: 'M-2 6L2 10M0 0L8 8M6 -2L10 2',
};

/** The fills of a chart's areas and bars. */
export function patterns(chartId: string): SVGElement {
  return shape(
    'defs',
    {},
    ...tones.map((tone) =>
      shape(
        'pattern',
        {
          id: nameOf(chartId, tone),
          class: tone,
          width: 8,
          height: 8,
          patternUnits: 'userSpaceOnUse',
        },
        shape('rect', { class: 'ground', width: 8, height: 8 }),
        shape('path', { class: 'hatch', d: lines[tone] }),
      ),
    ),
  );
}

export function patternOf(chartId: string, tone: Tone): string {
  return `url(#${nameOf(chartId, tone)})`;
}

/** Names of deployments hold anything; an id in an address does not. */
function nameOf(chartId: string, tone: Tone): string {
  const safe = Array.from(chartId, (sign) =>
    /[a-zA-Z0-9]/.test(sign) ? sign : `_${sign.codePointAt(0) ?? 0}`,
  );
  return `${safe.join('')}-${tone}`;
}

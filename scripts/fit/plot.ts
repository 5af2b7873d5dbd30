/** One point of the plot. */
export interface PlotPoint {
  readonly panel: string;
  readonly measured: number;
  readonly predicted: number;
}

const SIZE = 280;
const MARGIN = 48;

function panel(name: string, points: readonly PlotPoint[], left: number): string {
  const values = points.flatMap((one) => [one.measured, one.predicted]);
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.ceil(Math.log10(Math.max(...values)));
  const place = (value: number): number =>
    (SIZE * (Math.log10(value) - low)) / Math.max(1, high - low);
  const x = (value: number): string => (left + MARGIN + place(value)).toFixed(1);
  const y = (value: number): string => (MARGIN + SIZE - place(value)).toFixed(1);
  const decades = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  const label = (value: number): string => (value >= 1 ? value.toFixed(0) : String(value));
  const dots = points
    .map((one) => `<circle cx="${x(one.measured)}" cy="${y(one.predicted)}" r="1.3"/>`)
    .join('');
  const start = 10 ** low;
  const end = 10 ** high;
  return [
    `<text class="title" x="${left + MARGIN}" y="${MARGIN - 14}">${name} (${points.length})</text>`,
    ...decades.map(
      (value) =>
        `<path class="grid" d="M${x(value)} ${MARGIN}V${MARGIN + SIZE}M${left + MARGIN} ${y(value)}H${left + MARGIN + SIZE}"/>` +
        `<text x="${x(value)}" y="${MARGIN + SIZE + 16}" text-anchor="middle">${label(value)}</text>` +
        `<text x="${left + MARGIN - 6}" y="${Number(y(value)) + 4}" text-anchor="end">${label(value)}</text>`,
    ),
    `<path class="ideal" d="M${x(start)} ${y(start)}L${x(end)} ${y(end)}"/>`,
    `<g class="dots">${dots}</g>`,
    `<text x="${left + MARGIN + SIZE / 2}" y="${MARGIN + SIZE + 34}" text-anchor="middle">measured</text>`,
  ].join('\n');
}

/** Predicted against measured on logarithmic axes, one panel per figure. */
export function scatter(points: readonly PlotPoint[]): string {
  const names = [...new Set(points.map((one) => one.panel))];
  const width = names.length * (SIZE + MARGIN + 24) + 24;
  const height = SIZE + 2 * MARGIN;
  const panels = names.map((name, index) =>
    panel(
      name,
      points.filter((one) => one.panel === name),
      index * (SIZE + MARGIN + 24),
    ),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>Predicted against measured, held-out set-ups</title>
<style>
svg { background: #fff; font: 11px sans-serif; fill: #333 }
.title { font-weight: bold; font-size: 13px }
.grid { stroke: #ddd; fill: none }
.ideal { stroke: #c33; fill: none }
.dots { fill: #1f5fa8; fill-opacity: 0.45 }
</style>
${panels.join('\n')}
</svg>
`;
}

import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { UNKNOWN } from './format.ts';
import { table } from './markdownParts.ts';
import type { PanelCompare, PanelInstance } from './panelCompareSchema.ts';
import type { Paint } from './text.ts';
import { textTable } from './textTable.ts';

/** Machines that are listed at most; CSV and JSON have all of them. */
const mostRows = 20;

interface Column {
  readonly title: string;
  readonly isNumber: boolean;
  readonly of: (row: PanelInstance) => string;
}

const columns: readonly Column[] = [
  { title: 'Machine', isNumber: false, of: ({ instance }) => instance },
  { title: 'Where', isNumber: false, of: ({ place }) => place },
  { title: 'Runs on', isNumber: false, of: ({ hardware }) => hardware },
  { title: 'Monthly', isNumber: true, of: ({ monthly }) => monthly.text },
  { title: 'Replicas', isNumber: true, of: ({ replicas }) => replicas.text },
  { title: '1M tokens', isNumber: true, of: ({ perMillionTokens }) => perMillionTokens.text },
  { title: 'TTFT', isNumber: true, of: ({ ttft }) => ttft.text },
  { title: 'TPOT', isNumber: true, of: ({ tpot }) => tpot.text },
  { title: 'Serves it', isNumber: false, of: ({ verdict }) => verdict },
  { title: '', isNumber: false, of: ({ tags }) => tags.join(', ') },
];

/** The machines that are worth a line: those on which it fits, the cheapest of each kind, and today's; cheapest first. */
function listed(rows: readonly PanelInstance[]): readonly PanelInstance[] {
  const month = ({ monthly }: PanelInstance): number => monthly.value ?? Infinity;
  const all = rows
    .filter((row) => row.isCurrent || (row.fits && row.isBestOfKind && row.monthly.value !== null))
    .toSorted((a, b) => month(a) - month(b));
  return all.filter((row, index) => index < mostRows || row.isCurrent || row.tags.length > 0);
}

function restText(rows: readonly PanelInstance[], shown: readonly PanelInstance[]): string {
  const left = rows.length - shown.length;
  return left <= 0
    ? ''
    : `${left} more do not fit, are larger machines of the same kind, or cost more: --format csv lists all.`;
}

/** All but those of which no row has anything to say, and the place where it is the same in all. */
function tellingColumns(rows: readonly PanelInstance[]): readonly Column[] {
  return columns.filter(({ title, of }) => {
    const texts = new Set(rows.map(of));
    return title === 'Where' ? texts.size > 1 : [...texts].some((text) => text !== UNKNOWN);
  });
}

function hostedTitles({ apis }: PanelCompare): readonly string[] {
  const isOverVolume = apis.rows.some(({ breakEven }) => breakEven !== '');
  return [
    'Hosted',
    'Unit cost',
    'Monthly',
    ...(isOverVolume ? ['This deployment is cheaper'] : []),
  ];
}

function hostedRows(compare: PanelCompare): readonly (readonly string[])[] {
  const width = hostedTitles(compare).length;
  return compare.apis.rows.map((row) =>
    [
      row.isCurrent ? `${row.offer} (now)` : row.offer,
      row.unit.text,
      row.monthly.text,
      row.breakEven,
    ].slice(0, width),
  );
}

/** A comparison for a terminal. */
export function renderCompareText(
  name: string,
  compare: PanelCompare,
  paint: Paint = (_style, text) => text,
): string {
  const { instances, noInstances, apis } = compare;
  const shown = listed(instances?.rows ?? []);
  const told = tellingColumns(shown);
  const machines = textTable(
    told.map(({ title }) => title),
    shown.map((row) => told.map(({ of }) => of(row))),
    (column) => told[column]?.isNumber ?? false,
  );
  const hosted = textTable(
    hostedTitles(compare),
    hostedRows(compare),
    (column) => column === 1 || column === 2,
  );
  const sections = [
    paint('bold', name),
    ...(instances === null
      ? [noInstances ?? '']
      : [
          [instances.summary, ...instances.notes].join('\n'),
          [paint('dim', machines.head), ...machines.lines].join('\n'),
          [restText(instances.rows, shown), leftOut(instances.left)].filter(Boolean).join('\n'),
        ]),
    [paint('bold', 'Hosted models'), ...apis.notes].join('\n'),
    apis.rows.length === 0 ? '' : [paint('dim', hosted.head), ...hosted.lines].join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** The same as Markdown. */
export function renderCompareMarkdown(name: string, compare: PanelCompare): string {
  const { instances, noInstances, apis } = compare;
  const shown = listed(instances?.rows ?? []);
  const list = (notes: readonly string[]): string =>
    notes.map((note) => `- ${escapeMarkdown(note)}`).join('\n');
  const told = tellingColumns(shown);
  const machines = table(
    told.map(({ title, isNumber }) => (isNumber ? `-${title}` : title)),
    shown.map((row) => told.map(({ of }) => escapeMarkdown(of(row)))),
  );
  const hosted = table(
    hostedTitles(compare).map((title, column) =>
      column === 1 || column === 2 ? `-${title}` : title,
    ),
    hostedRows(compare).map((row) => row.map(escapeMarkdown)),
  );
  const sections = [
    `# ${escapeMarkdown(name)}`,
    '## Instances',
    ...(instances === null
      ? [escapeMarkdown(noInstances ?? '')]
      : [
          escapeMarkdown(instances.summary),
          list(instances.notes),
          machines,
          [restText(instances.rows, shown), leftOut(instances.left)]
            .filter(Boolean)
            .map(escapeMarkdown)
            .join('\n\n'),
        ]),
    '## Hosted models',
    list(apis.notes),
    apis.rows.length === 0 ? '' : hosted,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function leftOut(left: readonly string[]): string {
  return left.length === 0 ? '' : `Not compared: ${left.join('; ')}.`;
}

/** The deployments side by side; empty for a single one. */
export function deploymentsTable(
  { deployments }: PanelCompare,
  format: 'text' | 'markdown',
): string {
  if (deployments.length < 2) return '';
  const head = [
    'Deployment',
    'Runs on',
    'Monthly',
    '1M tokens',
    '1M, full',
    '1k requests',
    'Busy',
    'Fits',
    'SLO',
  ];
  const isNumber = (column: number): boolean => column >= 2 && column <= 6;
  const rows = deployments.map((row) => [
    row.name,
    row.hardware,
    row.monthly.text,
    row.perMillionTokens.text,
    row.perMillionTokensAtCapacity.text,
    row.perThousandRequests.text,
    row.utilization.text,
    row.fits,
    row.slo,
  ]);
  if (format === 'markdown') {
    const titles = head.map((title, column) => (isNumber(column) ? `-${title}` : title));
    return `## Deployments\n\n${table(
      titles,
      rows.map((row) => row.map(escapeMarkdown)),
    )}\n`;
  }
  const { head: first, lines } = textTable(head, rows, isNumber);
  return `${[first, ...lines].join('\n')}\n`;
}

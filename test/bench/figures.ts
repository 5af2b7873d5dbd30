/** What was measured, by name of the section and the figure. */
export interface Figure {
  readonly name: string;
  /** How much the figure is of what its section is measured by: a number that means the same on every machine. */
  readonly ratio: number;
}

/** What a section writes its figures to. */
export interface Figures {
  /** Processor time next to what the `yaml` library alone needs for a file of a thousand lines, in the same minute. */
  time(what: string, milliseconds: number, note?: string): void;
  /** Memory that stays in use, next to the size of the texts it was made of, both in bytes. */
  memory(what: string, bytes: number, textBytes: number): void;
}

/** What a release was, to be told beside what is now. */
export interface Release {
  readonly version: string;
  readonly ratios: Readonly<Record<string, number>>;
}

/** Prints each figure as it comes; what a release had of the same name stands behind it. */
export function printFigures(
  section: string,
  bare: number,
  release: Release | null,
  found: Figure[],
): Figures {
  const add = (what: string, value: string, ratio: number, of: string, note: string): void => {
    const name = `${section}: ${what}`;
    found.push({ name, ratio });
    const before = release?.ratios[name];
    const moved =
      before === undefined ? '' : `; ${change(ratio / before)} ${release?.version ?? ''}`;
    const words = note === '' ? '' : `; ${note}`;
    console.log(
      `  ${what.padEnd(54)} ${value.padStart(12)}  ${ratio.toFixed(2)} × ${of}${moved}${words}`,
    );
  };
  return {
    time: (what, milliseconds, note = '') => {
      add(what, `${milliseconds.toFixed(2)} ms`, milliseconds / bare, 'bare', note);
    },
    memory: (what, bytes, textBytes) => {
      add(what, `${(bytes / 2 ** 20).toFixed(1)} MiB`, bytes / textBytes, 'its texts', '');
    },
  };
}

function change(ratio: number): string {
  const percent = Math.round((ratio - 1) * 100);
  return percent === 0 ? 'as in' : `${percent > 0 ? '+' : ''}${percent}% since`;
}

/** What is less than this of a bare parse scatters more than it says. */
const noise = 0.5;

/** The figures that rose above what the release had of them by more than `allowed` times; said in a line each. */
export function regressions(
  found: readonly Figure[],
  release: Release,
  allowed: number,
): readonly string[] {
  return found.flatMap(({ name, ratio }) => {
    const before = release.ratios[name];
    return before === undefined || ratio <= before * allowed + noise
      ? []
      : [`${name}: ${before.toFixed(2)} × in ${release.version}, now ${ratio.toFixed(2)} ×`];
  });
}

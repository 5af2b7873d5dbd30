import type { NumberControl } from '../../src/core/report/whatIf/panelWhatIfSchema.ts';

type Line = Pick<NumberControl, 'least' | 'most' | 'scale' | 'factor' | 'isWhole'>;

/** Steps of a logarithmic slider: each some per cent further than the one before. */
const steps = 200;

/** What the slider itself counts in. */
export interface SliderRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export function sliderRange({ least, most, scale, factor, isWhole }: Line): SliderRange {
  if (scale === 'logarithmic') return { min: 0, max: steps, step: 1 };
  const [min, max] = [least * factor, most * factor];
  return { min, max, step: isWhole ? 1 : (max - min) / steps };
}

/** Where on the slider a value lies, at an end for what lies beyond. */
export function toPosition(value: number, line: Line): number {
  const { least, most, scale, factor } = line;
  const within = Math.min(most, Math.max(least, value));
  return scale === 'linear'
    ? within * factor
    : Math.round((steps * Math.log(within / least)) / Math.log(most / least));
}

/** The value at a place of the slider, in as many digits as a hand can mean. */
export function fromPosition(position: number, line: Line): number {
  const { least, most, scale, factor, isWhole } = line;
  if (scale === 'linear') return Number((position / factor).toPrecision(6));
  const value = least * (most / least) ** (position / steps);
  const short = Number(value.toPrecision(value < 100 ? 2 : 3));
  return isWhole ? Math.round(short) : short;
}

/** What the field beside the slider shows. */
export function toField(value: number, { factor }: Line): string {
  return String(Number((value * factor).toPrecision(6)));
}

/** What was typed as a value; null for what is no number. */
export function fromField(text: string, { factor }: Line): number | null {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value)
    ? null
    : Number((value / factor).toPrecision(12));
}

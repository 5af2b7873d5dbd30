import { UNKNOWN } from './format.ts';
import type { PanelFigure } from './panelSchema.ts';

/** A figure as the panel shows and sorts it; what is not known is said and sorts last. */
export function panelFigure(value: number | null, format: (value: number) => string): PanelFigure {
  return value === null || !Number.isFinite(value)
    ? { text: UNKNOWN, value: null }
    : { text: format(value), value };
}

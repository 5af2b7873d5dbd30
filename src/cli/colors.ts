import type { Paint, TextStyle } from '../core/report/text.ts';

const codes: Readonly<Record<TextStyle, number>> = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
};

/** Styles for terminals (ECMA-48). */
export const paintAnsi: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;

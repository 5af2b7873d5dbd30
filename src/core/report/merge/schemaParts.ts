import * as z from 'zod';

/** Shapes that a report in JSON is made of; what is not in them is dropped. */

export const text = z.string();
export const textOrNull = text.nullable();
/** Numbers of JSON that are none (`1e999`) are refused. */
export const number = z.number();
export const numberOrNull = number.nullable();
export const line = z.int().min(1);
export const offset = z.int().min(0);

export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'expected a currency such as USD');
export const day = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'expected a day such as 2026-11-20');

export const range = z.object({ min: number, expected: number, max: number });
export const rangeOrNull = range.nullable();

export const exchangeRate = z.object({ perUsd: number.positive(), asOf: textOrNull });
export const prices = z.object({ asOf: text, id: text, usedAsOf: textOrNull });

const origin = z.object({
  origin: z.enum(['config', 'assumptions', 'setting', 'catalog', 'default', 'derived']),
  from: text,
  file: textOrNull,
  line: line.nullable(),
  asOf: textOrNull,
  source: textOrNull,
  measured: z.object({ source: text, from: text, to: text }).exactOptional(),
});

/** A value with its unit and where it came from. */
export const input = origin.extend({ field: text, value: z.union([text, number]), unit: text });

/** Least, expected and most; null = not known. */
export const monthSum = z.object({
  min: numberOrNull,
  expected: numberOrNull,
  max: numberOrNull,
  lowerBound: z.boolean(),
});

import { rules } from '../src/core/advice/rules.ts';

const levels = ['off', 'information', 'warning', 'error'];

/** What `servingCost.rules` offers: a level for each rule, with what the rule is about and its own level. */
export function ruleProperties(): Readonly<Record<string, object>> {
  return Object.fromEntries(
    rules.map(({ code, level }) => [
      code,
      { type: 'string', enum: levels, default: level, description: `%rule.${code}%` },
    ]),
  );
}

/** The texts behind the placeholders of `ruleProperties`. */
export function ruleTexts(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    rules.map(({ code, title, explanation }) => [`rule.${code}`, `${title}. ${explanation}`]),
  );
}

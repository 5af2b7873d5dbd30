import { rules } from './rules.ts';

/** What is public about each rule, for lists of rules in reports and settings. */
export const ruleDescriptions = rules.map(({ code, title, explanation }) => ({
  code,
  title,
  description: explanation,
}));

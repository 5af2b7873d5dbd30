import type * as z from 'zod';

/** What a value has to be, in words that go on after "must be". */
export function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return article(issue.expected);
    case 'too_small':
      return issue.origin === 'string'
        ? 'filled in'
        : `${issue.inclusive === true ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return `${issue.inclusive === true ? 'at most' : 'less than'} ${issue.maximum}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? String(issue.values[0])
        : `one of ${issue.values.map(String).join(', ')}`;
    // These carry their own words in the schema.
    case 'invalid_format':
    case 'invalid_union':
    case 'custom':
      return issue.message;
    case 'invalid_key':
      return 'under a known name';
    default:
      return 'something else';
  }
}

function article(expected: string): string {
  switch (expected) {
    case 'object':
    case 'record':
      return 'a mapping of keys';
    case 'array':
      return 'a list';
    case 'boolean':
      return 'true or false';
    case 'string':
      return 'text';
    default:
      return `a ${expected}`;
  }
}

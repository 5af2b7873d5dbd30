import type { Finding, Fix } from '../model/finding.ts';
import type { TextEdit } from '../text/edit.ts';

/** A finding that belongs to a place in a file and to no deployment. */
export function fileFinding({
  fixes = [],
  ...finding
}: Pick<Finding, 'code' | 'level' | 'uri' | 'span' | 'message'> & {
  readonly fixes?: readonly Fix[];
}): Finding {
  return { ...finding, deploymentId: null, fixes, tradeOffs: [], consequence: null };
}

/** Edits of that file that mend it and change no price. */
export function fileFix(id: string, title: string, uri: string, edits: readonly TextEdit[]): Fix {
  return {
    id,
    title,
    edits: [{ uri, edits }],
    monthlySaving: null,
    safe: false,
    needs: null,
    changes: null,
    effect: null,
  };
}

import type { WhatIfHome } from '../../whatIf/whatIf.ts';
import type { WhatIfControl } from './panelWhatIfSchema.ts';

/** Where a change goes, in words; null while there is none. */
export function homeText(home: WhatIfHome | undefined): WhatIfControl['home'] {
  switch (home?.kind) {
    case undefined:
      return null;
    case 'file':
      return { kind: 'file', text: 'Goes to the file.' };
    case 'assumptions':
      return {
        kind: 'assumptions',
        text:
          home.reason === null
            ? 'Goes to .servingcost.yaml.'
            : `Goes to .servingcost.yaml. Not to the file: ${home.reason}`,
      };
    case 'nowhere':
      return { kind: 'nowhere', text: `Cannot be written: ${home.reason}` };
    case 'impossible':
      return { kind: 'impossible', text: `Not counted: ${home.reason}` };
  }
}

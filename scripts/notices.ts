// npm run notices: writes the licences of what is bundled anew
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { noticesText } from './package/notices.ts';
import { root } from './root.ts';

writeFileSync(path.join(root, 'THIRD-PARTY-NOTICES.txt'), await noticesText());

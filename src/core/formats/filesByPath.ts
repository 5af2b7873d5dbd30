import { fileIndex } from '../model/fileIndex.ts';
import { fileName } from './uris.ts';
import { folderOf } from '../text/uris.ts';

/** Files of a name, whatever folder they lie in. */
export const filesNamed = fileIndex((file) => [[fileName(file), file]]);

/** Files of a folder without those below it; the folder is a URI without a slash at its end. */
export const filesInFolder = fileIndex((file) => {
  const { uri } = file.source;
  return [[folderOf(uri), file]];
});

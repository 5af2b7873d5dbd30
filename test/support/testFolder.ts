import { afterAll } from 'vitest';
import { temporaryFolder } from './fakeTerminal.ts';

const folders: { remove: () => void }[] = [];
afterAll(() => {
  for (const { remove } of folders) remove();
});

/** The path of a folder with these files, which goes when the tests of the file are over. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(files);
  folders.push(folder);
  return folder.path;
}

import * as vscode from 'vscode';
import { cleanUp, namedConfig, openConfig, replaceText } from '../configs.ts';
import { createDisk, type Disk } from '../disk.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { lensTitles } from '../surfaces.ts';

const exportTo = (target: vscode.Uri, uri: vscode.Uri): Thenable<unknown> =>
  vscode.commands.executeCommand('servingCost.exportReport', {
    uri: uri.toString(),
    format: 'csv',
    target: target.toString(),
  });

/** Answers that wait for a person are not given here: the message goes away when it is closed. */
async function closeMessages(): Promise<void> {
  await vscode.commands.executeCommand('notifications.clearAll');
}

describe('a disk that does not do what it should', () => {
  const disks: Disk[] = [];
  let disk: Disk;

  beforeEach(() => {
    // VS Code may still ask the disk of the test before.
    disk = createDisk(`faulty-${disks.length}`);
    disks.push(disk);
  });

  afterEach(async () => {
    disk.mend();
    await closeMessages();
    await cleanUp();
  });

  after(() => {
    for (const each of disks) each.dispose();
  });

  for (const [fault, failure] of [
    ['is full', () => new vscode.FileSystemError('No space left on device')],
    ['takes nothing', (uri: vscode.Uri) => vscode.FileSystemError.NoPermissions(uri)],
  ] as const) {
    it(`${fault}: the report that was there stays, and the next one is written`, async () => {
      disk.files.set('/a.yaml', namedConfig);
      disk.files.set('/report.csv', 'mine\n');
      disk.failWrites(failure);
      const target = disk.uri('/report.csv');
      // It ends when somebody has answered the message.
      void exportTo(target, disk.uri('/a.yaml'));
      await eventually(
        'an attempt',
        () => disk.refused,
        (count) => count > 0,
      );
      expectEqual([...disk.files.keys()], ['/a.yaml', '/report.csv'], 'files');
      expectEqual(disk.files.get('/report.csv'), 'mine\n', 'report');
      disk.mend();
      await exportTo(target, disk.uri('/a.yaml'));
      expectThat(disk.files.get('/report.csv')?.includes('chat') === true, 'not written');
    });
  }

  it('loses a file while it is looked through: the others are priced, and nothing of it', async () => {
    disk.files.set('/a.yaml', namedConfig);
    disk.files.set('/b/gone.yaml', namedConfig.replace('name: chat', 'name: gone'));
    disk.beforeRead('/b/gone.yaml', () => {
      disk.files.delete('/b/gone.yaml');
      return Promise.resolve();
    });
    await exportTo(disk.uri('/report.csv'), disk.uri('/'));
    const report = disk.files.get('/report.csv') ?? '';
    expectEqual([report.includes('chat'), report.includes('gone')], [true, false], report);
  });

  it('has links in circles: each file counts once', async () => {
    disk.files.set('/b/a.yaml', namedConfig);
    disk.link('/b/up', '/');
    disk.link('/b/itself', '/b');
    await exportTo(disk.uri('/report.csv'), disk.uri('/'));
    const rows = (disk.files.get('/report.csv') ?? '')
      .split('\n')
      .filter((row) => row.includes('chat'));
    expectEqual(rows.length, 1, 'rows');
  });

  it('is slow: what is typed elsewhere is priced at once', async () => {
    let answer: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      answer = resolve;
    });
    disk.files.set('/a.yaml', namedConfig);
    disk.files.set('/slow.yaml', namedConfig.replace('name: chat', 'name: slow'));
    disk.beforeRead('/slow.yaml', () => waiting);
    const exported = exportTo(disk.uri('/report.csv'), disk.uri('/'));
    const editor = await openConfig(namedConfig);
    const before = await eventually(
      'lens',
      () => lensTitles(editor.document),
      (titles) => titles.length > 0,
    );
    await replaceText(editor, 'replicas: 2', 'replicas: 20');
    await eventually(
      'lens of what was typed',
      () => lensTitles(editor.document),
      ([title]) => title !== undefined && title !== before[0],
    );
    expectEqual(disk.files.has('/report.csv'), false, 'a report of a part');
    answer();
    await exported;
    expectThat(disk.files.get('/report.csv')?.includes('slow') === true, 'the slow file');
  });
});

import * as vscode from 'vscode';
import { readTarget } from '../../core/index.ts';
import type { Command } from '../commands.ts';
import { folderOf } from '../paths.ts';
import { defaultBranch, resolveBase, shownName, type ReviewBase } from '../review/baseOf.ts';
import type { Repository } from '../review/gitApi.ts';
import { widestFolder } from './target.ts';

/** Refs that the list offers at most, the latest first. */
const mostRefs = 200;

/** Chooses what the work tree is compared with, and shows what the difference costs. */
export const reviewChanges: Command = async ({ reviews, reports }, argument) => {
  const folder = await widestFolder(readTarget(argument));
  const repository = folder === null ? null : await reviews.repositoryOf(folder);
  if (folder === null || repository === null) {
    void vscode.window.showInformationMessage('There is no git repository here to compare with.');
    return;
  }
  const base = await pickBase(repository, reviews.chosen);
  if (base === undefined) return;
  if (base !== null && (await resolveBase(repository, base)) === null) {
    void vscode.window.showWarningMessage(notThere(base));
    return;
  }
  reviews.choose(base);
  if (base !== null) reports.show(folder, { page: 'review', deploymentId: null });
};

/** Stops comparing; lenses and the page of the review go. */
export const stopReview: Command = ({ reviews }) => {
  reviews.choose(null);
  return Promise.resolve();
};

/** The page of the review, at the deployment of a lens. */
export const showReview: Command = ({ reports }, argument) => {
  const { uri, deploymentId = null } = readTarget(argument);
  const file = uri === undefined ? null : vscode.Uri.parse(uri);
  const folder =
    (file === null ? undefined : vscode.workspace.getWorkspaceFolder(file)?.uri) ??
    (file === null ? null : folderOf(file));
  if (folder !== null) reports.show(folder, { page: 'review', deploymentId });
  return Promise.resolve();
};

/** Undefined when nothing was picked; null to stop. */
async function pickBase(
  repository: Repository,
  chosen: ReviewBase | null,
): Promise<ReviewBase | null | undefined> {
  const branch = await defaultBranch(repository);
  const items: (vscode.QuickPickItem & { readonly base: ReviewBase | 'other' | null })[] = [
    {
      label: 'Last commit',
      detail: 'What is not committed yet.',
      base: { ref: 'HEAD', fromMergeBase: false },
    },
    ...(branch === null
      ? []
      : [
          {
            label: `Where this branch left ${shownName({ ref: branch, fromMergeBase: true })}`,
            detail: 'Everything that a pull request would show, and what is not committed yet.',
            base: { ref: branch, fromMergeBase: true },
          },
        ]),
    { label: 'Branch, tag or commit…', base: 'other' },
    ...(chosen === null ? [] : [{ label: 'Stop reviewing', base: null }]),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Review what changes cost',
    placeHolder: 'Compare the work tree with …',
  });
  if (picked === undefined) return undefined;
  return picked.base === 'other' ? pickRef(repository) : picked.base;
}

async function pickRef(repository: Repository): Promise<ReviewBase | undefined> {
  const refs = await repository.getRefs({ count: mostRefs, sort: 'committerdate' });
  const names = [...new Set(refs.flatMap(({ name }) => name ?? []))];
  const picker = vscode.window.createQuickPick();
  picker.title = 'Review what changes cost';
  picker.placeholder = 'A branch, a tag, or the name of a commit';
  picker.items = names.map((label) => ({ label }));
  // What is typed may name a commit that is in no list.
  picker.onDidChangeValue((typed) => {
    const isListed = typed === '' || names.includes(typed);
    picker.items = [...(isListed ? [] : [typed]), ...names].map((label) => ({ label }));
  });
  const ref = await new Promise<string | undefined>((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.label);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
    });
    picker.show();
  });
  picker.dispose();
  return ref === undefined ? undefined : { ref, fromMergeBase: false };
}

function notThere(base: ReviewBase): string {
  return base.fromMergeBase
    ? `This branch and ${shownName(base)} have no commit in common. In a shallow clone, git fetch --unshallow gets the history.`
    : `${base.ref} names no commit of this repository.`;
}

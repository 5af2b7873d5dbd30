/** Where the files of a package can be read: a repository on a forge, at a tag, branch or commit. */
export interface Repository {
  /** `https://…`, without a slash at the end. */
  readonly address: string;
  readonly ref: string;
}

/** From the flags of a command; undefined where no address is given. Throws what is wrong with them. */
export function readRepository(address = '', ref = ''): Repository | undefined {
  if (address === '') return undefined;
  if (!/^https:\/\/[\w.-]+(\/[\w.~-]+)+$/.test(address)) {
    throw new Error(`--repository ${address}: expected an address like https://HOST/OWNER/NAME`);
  }
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(ref)) {
    throw new Error(`--ref ${ref}: expected the tag or commit that is packed, beside --repository`);
  }
  return { address, ref };
}

/** The page that shows a file or a folder, by its path in the repository. */
export function pageAddress({ address, ref }: Repository, path: string): string {
  return `${address}/blob/${ref}/${path}`;
}

/** The bytes of a file, such as a picture. */
export function rawAddress({ address, ref }: Repository, path: string): string {
  return `${address}/raw/${ref}/${path}`;
}

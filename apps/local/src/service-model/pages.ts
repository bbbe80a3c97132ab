import { AwsError } from './aws-error.js';

interface PageRequest {
  readonly size: number;
  readonly NextToken?: string | undefined;
}

/**
 * One page of a list, ordered by name. The token contains the last name of the previous page, so that pages stay correct
 * while items are added and removed. @throws AwsError with the code `invalidToken`
 */
export const pageOf = <Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  { size, NextToken }: PageRequest,
  invalidToken: string,
): { readonly items: readonly Item[]; readonly NextToken?: string } => {
  const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString();
  if (NextToken !== undefined && tokenOf(after) !== NextToken) {
    throw new AwsError(invalidToken, 'NextToken is not valid.');
  }
  const rest = items
    .filter((item) => nameOf(item) > after)
    .sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
  const page = rest.slice(0, size);
  const last = page.at(-1);
  if (!last || page.length === rest.length) return { items: page };
  return { items: page, NextToken: tokenOf(nameOf(last)) };
};

const tokenOf = (name: string): string => Buffer.from(name).toString('base64url');

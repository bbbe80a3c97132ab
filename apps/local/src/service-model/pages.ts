import { AwsError } from './aws-error.js';

interface PageRequest {
  readonly size: number;
  readonly NextToken?: string | undefined;
}

/**
 * One page of a list in the order of its names. The token tells the last name of the page before, so that pages stay right
 * while others come and go. @throws AwsError of this code for a token that is none
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

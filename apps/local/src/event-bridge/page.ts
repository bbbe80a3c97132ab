import { z } from 'zod';
import { AwsError } from '../front-door/aws-error.js';

/** What every operation that lists something takes. */
export const PAGE = z.object({
  Limit: z.int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});

/** One page of a list in the order of its names; the token says which name was the last one. @throws AwsError ValidationException */
export const pageOf = <Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  { Limit, NextToken }: z.infer<typeof PAGE>,
): { readonly items: readonly Item[]; readonly NextToken?: string } => {
  const after = NextToken === undefined ? '' : nameIn(NextToken);
  const rest = items
    .filter((item) => nameOf(item) > after)
    .sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
  const page = rest.slice(0, Limit);
  const last = page.at(-1);
  if (!last || page.length === rest.length) return { items: page };
  return { items: page, NextToken: Buffer.from(nameOf(last)).toString('base64url') };
};

const nameIn = (token: string): string => {
  const name = Buffer.from(token, 'base64url').toString();
  if (Buffer.from(name).toString('base64url') === token) return name;
  throw new AwsError('ValidationException', 'NextToken is not valid.');
};

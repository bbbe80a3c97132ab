import { z } from 'zod';
import { pageOf as page } from '../../service-model/pages.js';

/** Input of every list operation. */
export const PAGE = z.object({
  Limit: z.int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});

/** One page of a list, ordered by name. @throws AwsError ValidationException for an invalid token */
export const pageOf = <Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  { Limit, NextToken }: z.infer<typeof PAGE>,
) => page(items, nameOf, { size: Limit, NextToken }, 'ValidationException');

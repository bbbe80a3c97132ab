import { z } from 'zod';
import { pageOf as page } from '../../service-model/pages.js';

/** What every operation that lists something takes. */
export const PAGE = z.object({
  Limit: z.int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});

/** One page of a list in the order of its names. @throws AwsError ValidationException for a token that is none */
export const pageOf = <Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  { Limit, NextToken }: z.infer<typeof PAGE>,
) => page(items, nameOf, { size: Limit, NextToken }, 'ValidationException');

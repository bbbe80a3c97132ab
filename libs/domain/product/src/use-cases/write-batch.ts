import type { CreateProduct, CreateProductResult } from './create-product.js';
import type { UpdateProduct, UpdateProductResult } from './update-product.js';
import { productIdOf } from '../product-name.js';

/** Most writes in one batch. */
export const MAX_BATCH_ITEMS = 100;
/** How many products are written at the same time. */
const CONCURRENCY = 4;

export type BatchItem =
  | { readonly action: 'create'; readonly command: CreateProduct }
  | { readonly action: 'update'; readonly command: UpdateProduct };

export type BatchOutcome =
  | { readonly action: 'create'; readonly result: CreateProductResult }
  | { readonly action: 'update'; readonly result: UpdateProductResult }
  /** The write failed with this error. */
  | { readonly action: 'failed'; readonly error: unknown }
  /** The time ran out before this write began. Nothing was written for it. */
  | { readonly action: 'not-attempted' };

export interface WriteBatchDependencies {
  readonly create: (command: CreateProduct) => Promise<CreateProductResult>;
  readonly update: (command: UpdateProduct) => Promise<UpdateProductResult>;
}

/**
 * Writes many products, each as a write of its own: one that fails does not affect the others. Writes of one product run in
 * the order of the items. No write begins once `hasTime` is false. Returns the outcome of each item, in order.
 */
export const writeBatch =
  ({ create, update }: WriteBatchDependencies) =>
  async (items: readonly BatchItem[], hasTime: () => boolean): Promise<BatchOutcome[]> => {
    const outcomes: BatchOutcome[] = items.map(() => ({ action: 'not-attempted' }));
    const write = async (item: BatchItem): Promise<BatchOutcome> => {
      try {
        return item.action === 'create'
          ? { action: 'create', result: await create(item.command) }
          : { action: 'update', result: await update(item.command) };
      } catch (error) {
        return { action: 'failed', error };
      }
    };
    const products = Map.groupBy(items.keys(), (index) => idOf(items[index]!)).values();
    const writeProducts = async (): Promise<void> => {
      // The workers share one iterator: each takes the next product.
      for (const indexes of products)
        for (const index of indexes) if (hasTime()) outcomes[index] = await write(items[index]!);
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, writeProducts));
    return outcomes;
  };

const idOf = ({ command }: BatchItem): string => command.id ?? productIdOf((command as CreateProduct).name);

import type { Operation } from '@product-service/ledger';

/** The version of each product that clients have seen last. */
export const seenVersions = () => {
  const versions = new Map<string, number>();
  return {
    see({ productId, outcome }: Operation): void {
      const version = outcome.kind === 'done' ? outcome.product?.version : undefined;
      if (version !== undefined) versions.set(productId, version);
    },
    of: (productId: string): number | undefined => versions.get(productId),
  };
};

/**
 * The items of `left` for which no item of `right` is left if as many as possible get one of their own. By augmenting paths (Kuhn's
 * algorithm), so that a poor first choice is corrected.
 */
export const unmatched = <L, R>(
  left: readonly L[],
  right: readonly R[],
  fits: (left: L, right: R) => boolean,
): L[] => {
  const partnerOf = new Map<R, L>();
  const findPartner = (item: L, tried: Set<R>): boolean => {
    const candidates = right.filter((candidate) => !tried.has(candidate) && fits(item, candidate));
    const free = candidates.find((candidate) => !partnerOf.has(candidate));
    const partner =
      free ??
      candidates.find((candidate) => {
        if (tried.has(candidate)) return false;
        tried.add(candidate);
        return findPartner(partnerOf.get(candidate)!, tried);
      });
    if (partner !== undefined) partnerOf.set(partner, item);
    return partner !== undefined;
  };
  return left.filter((item) => !findPartner(item, new Set()));
};

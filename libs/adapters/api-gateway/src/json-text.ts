/** A value that waits to be written, or a text that stands as it is. */
type Part = { readonly value: unknown } | { readonly text: string };

/**
 * What JSON.stringify gives for a value of plain objects, lists, texts, numbers, booleans, `null` and `undefined`. JSON.stringify reads by recursion, and throws if a value is nested
 * some thousand levels deep, which a caller may send in a field that nobody reads.
 */
export const jsonText = (value: unknown): string => {
  const texts: string[] = [];
  const waiting: Part[] = [{ value }];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if ('text' in part) texts.push(part.text);
    else waiting.push(...partsOf(part.value).reverse());
  }
  return texts.join('');
};

const partsOf = (value: unknown): Part[] => {
  if (typeof value !== 'object' || value === null) return [{ text: JSON.stringify(value ?? null) }];
  const isList = Array.isArray(value);
  const entries = Object.entries(value).filter(([, member]) => isList || member !== undefined);
  const members = entries.flatMap(([key, member]: [string, unknown], index): Part[] => [
    { text: `${index > 0 ? ',' : ''}${isList ? '' : `${JSON.stringify(key)}:`}` },
    { value: member },
  ]);
  return [{ text: isList ? '[' : '{' }, ...members, { text: isList ? ']' : '}' }];
};

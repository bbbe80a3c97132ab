/** Compares by code point, as PostgreSQL's "C" collation does for UTF-8. JavaScript's `<` compares UTF-16 units. */
export const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

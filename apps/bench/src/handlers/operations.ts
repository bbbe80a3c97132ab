/** The requests that are measured, each also as bare SQL. */
export const OPERATIONS = ['get', 'list', 'create', 'update', 'delete'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Executes one request for a product. @throws Error if it fails */
export type Execute = Readonly<Record<Operation, (id: string) => Promise<void>>>;

/** Products that a list returns. */
export const LIST_LENGTH = 60;

export const nameOf = (id: string): string => `Product ${id}`;

/** The drawn fields of a span. Ids are hexadecimal. Times are in milliseconds, `start` since 1970. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId?: string;
  readonly name: string;
  readonly resource: string;
  readonly start: number;
  readonly duration: number;
  readonly isError: boolean;
  readonly tags: Readonly<Record<string, string | number>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}

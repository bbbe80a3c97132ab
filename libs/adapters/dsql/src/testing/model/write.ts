/** What a client asks for. Each write has its own number, which its events carry. */
export interface Write {
  readonly number: number;
  readonly action: 'create' | 'raise' | 'set' | 'delete';
  readonly id: string;
  /** Of `create` and `set`. */
  readonly price: number;
  readonly key?: string | undefined;
  /** The same for a request that is sent again. */
  readonly text: string;
  /** The step in which it began. */
  readonly began: number;
}

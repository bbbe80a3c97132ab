/** Writes lines. Those of one turn of the event loop are written together, because each write blocks the process. */
export interface Lines {
  write(line: string): void;
  /** Writes what is left, e.g. before the process exits. */
  flush(): void;
}

export const lines = (writeText: (text: string) => void): Lines => {
  let waiting = '';
  const flush = (): void => {
    if (waiting) writeText(waiting);
    waiting = '';
  };
  return {
    write(line) {
      if (!waiting) setImmediate(flush);
      waiting += `${line}\n`;
    },
    flush,
  };
};

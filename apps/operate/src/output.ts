/** Where a command writes. */
export interface Output {
  /** The result: once, at the end. As JSON or for people. */
  result(value: unknown, text: string): void;
  /** What happens meanwhile. */
  progress(text: string): void;
}

/** The result goes to stdout, and nothing else. */
export const output = (json: boolean): Output => ({
  result: (value, text) => void process.stdout.write(`${printable(json ? JSON.stringify(value) : text)}\n`),
  progress: (text) => void process.stderr.write(`${printable(text)}\n`),
});

/** Messages of others may contain control characters, which a terminal would obey. In JSON, the result means the same. */
export const printable = (text: string): string =>
  text.replace(/[^\P{C}\n\t]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** Rows of cells as lines, with the columns below each other. */
export const table = (rows: readonly (readonly (string | number)[])[]): string => {
  const texts = rows.map((row) => row.map(String));
  const widths = (texts[0] ?? []).map((_, column) =>
    Math.max(...texts.map((row) => row[column]?.length ?? 0)),
  );
  return texts
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

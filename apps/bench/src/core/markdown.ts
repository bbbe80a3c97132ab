import type { Cell, Table } from './benchmark.js';

/** Marks where the tables of a benchmark begin and end in the documentation. */
const beginOf = (name: string): string => `<!-- npm run bench: ${name} -->`;
const END = '<!-- end -->';

/** Three significant digits; whole numbers from 100. */
const numberText = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));

/** A figure is shown as `1.21 × (1.18–1.3)`: the median, and the lowest and highest round. */
export const cellText = (cell: Cell): string => {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return numberText(cell);
  const { median, low, high, unit } = cell;
  const spread = low === high ? '' : ` (${numberText(low)}–${numberText(high)})`;
  return `${numberText(median)} ${unit}${spread}`;
};

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const tableText = ({ title, columns, rows }: Table): string =>
  [
    `**${title}**`,
    '',
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(row.map(cellText))),
  ].join('\n');

export const tablesText = (tables: readonly Table[]): string => tables.map(tableText).join('\n\n');

/** Replaces the tables of a benchmark in the documentation. @throws Error if the documentation has no place for them */
export const withTables = (documentation: string, name: string, text: string): string => {
  const begin = documentation.indexOf(beginOf(name));
  if (begin < 0)
    throw new Error(`docs/performance.md needs a place for the tables: ${beginOf(name)} … ${END}`);
  const end = documentation.indexOf(END, begin);
  return `${documentation.slice(0, begin)}${beginOf(name)}\n\n${text}\n\n${documentation.slice(end)}`;
};

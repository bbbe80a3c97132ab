/** The three places where inputs enter the service. */
export const SUITES = ['rest', 'messages', 'http'] as const;
export type SuiteName = (typeof SUITES)[number];

/** A rule of the contract that an input broke. */
export interface Finding {
  readonly suite: SuiteName;
  /** The input that broke it. Absent: it was found after the inputs, in what they left behind. */
  readonly index?: number;
  readonly problem: string;
  /** The input, or the line, row or event that is wrong. */
  readonly shown: string;
}

/** What a suite gets from the command line, and reports to. */
export interface Run {
  readonly seed: number;
  /** The numbers of the inputs, ascending. */
  readonly indexes: readonly number[];
  readonly progress: (message: string) => void;
  /** Registers what is to be stopped at the end. The last one is stopped first. */
  readonly onEnd: (stop: () => Promise<unknown> | void) => void;
  readonly find: (finding: Omit<Finding, 'suite'>) => void;
  /** Counts an input by where it went, e.g. `POST /product`, and how it ended, e.g. `400`. */
  readonly count: (target: string, outcome: string) => void;
}

/** Sends inputs to a part of the service, and checks its rules. */
export type Suite = (run: Run) => Promise<void>;

/** How inputs ended, by where they went, e.g. `POST /product` → `400` → 17. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface SuiteResult {
  readonly suite: SuiteName;
  readonly inputs: number;
  readonly seconds: number;
  readonly counts: Counts;
  readonly findings: readonly Finding[];
}

const SHOWN_LENGTH = 1_500;

/** An input as it is printed: short, and without characters that act on a terminal. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const printable = text.replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return printable.length <= SHOWN_LENGTH
    ? printable
    : `${printable.slice(0, SHOWN_LENGTH)}… (${printable.length} characters)`;
};

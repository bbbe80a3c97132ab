import { createInterface } from 'node:readline/promises';
import { UsageError } from './failure.js';

export interface Confirmation {
  /** What will be destroyed. */
  readonly question: string;
  /** What has to be typed. */
  readonly expected: string;
  /** The option `--yes`. */
  readonly yes: boolean;
}

export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** Stdout is for the result. */
const TERMINAL: Terminal = { input: process.stdin, output: process.stderr };

/**
 * Asks before something is destroyed. Returns whether it may be.
 * @throws UsageError without a terminal and without `--yes`
 */
export const confirm = async (
  { question, expected, yes }: Confirmation,
  { input, output }: Terminal = TERMINAL,
): Promise<boolean> => {
  if (yes) return true;
  checkCanConfirm(yes, { input, output });
  const questions = createInterface({ input, output });
  try {
    // A closed input answers no.
    const closed = new Promise<string>((resolve) => questions.once('close', () => resolve('')));
    const answer = questions.question(`${question}\nType "${expected}" to continue: `);
    return (await Promise.race([answer, closed])).trim() === expected;
  } finally {
    questions.close();
  }
};

/** Fails before anything is sent. @throws UsageError */
export const checkCanConfirm = (yes: boolean, { input }: Terminal = TERMINAL): void => {
  if (yes || input.isTTY) return;
  throw new UsageError(
    'This destroys something, and there is no terminal to ask. Add --yes, or try --dry-run.',
  );
};

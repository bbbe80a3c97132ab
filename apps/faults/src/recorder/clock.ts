/** Milliseconds since the start of the process: the one clock of everything that is recorded. */
export const clock = (): number => Math.round(performance.now() * 1000) / 1000;

/** Runs something now, and then at this interval until it is stopped. */
export const repeat = (milliseconds: number, run: (at: Date) => unknown): { stop(): void } => {
  const timer = setInterval(() => run(new Date()), milliseconds);
  run(new Date());
  return { stop: () => clearInterval(timer) };
};

/** Faults that wait for something to happen to. Each happens as often as it says. */
export interface ArmedFaults<Fault> {
  arm(fault: Fault): void;
  /** Returns the first one that matches. The last time, it is removed. */
  take(matches: (fault: Fault) => boolean): Fault | undefined;
  disarm(): void;
}

export const armedFaults = <Fault extends { readonly times?: number | undefined }>(): ArmedFaults<Fault> => {
  const armed: { readonly fault: Fault; left: number }[] = [];
  return {
    arm: (fault) => void armed.push({ fault, left: fault.times ?? 1 }),
    take(matches) {
      const index = armed.findIndex(({ fault }) => matches(fault));
      const found = armed[index];
      if (found && --found.left === 0) armed.splice(index, 1);
      return found?.fault;
    },
    disarm: () => void (armed.length = 0),
  };
};

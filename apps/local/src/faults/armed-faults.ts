/** Faults that wait for something to happen to. Each happens once. */
export interface ArmedFaults<Fault> {
  arm(fault: Fault): void;
  /** Removes and returns the first one that matches. */
  take(matches: (fault: Fault) => boolean): Fault | undefined;
  disarm(): void;
}

export const armedFaults = <Fault>(): ArmedFaults<Fault> => {
  const armed: Fault[] = [];
  return {
    arm: (fault) => void armed.push(fault),
    take(matches) {
      const index = armed.findIndex(matches);
      return index < 0 ? undefined : armed.splice(index, 1)[0];
    },
    disarm: () => void (armed.length = 0),
  };
};

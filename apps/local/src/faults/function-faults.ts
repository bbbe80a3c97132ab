import type { FunctionFault } from './fault.js';

/** A process of a function, as faults see it. */
export interface FaultyProcess {
  readonly functionName: string;
  readonly pid: number | undefined;
  readonly alive: boolean;
  readonly ended: Promise<unknown>;
  /** Its clock jumps by this time. */
  shiftClock(milliseconds: number): void;
}

/** Faults of the processes of functions. */
export interface FunctionFaults {
  /** Called for each process that starts. */
  started(process: FaultyProcess): void;
  /** Returns the number of processes that it happened to. */
  inject(fault: FunctionFault): number;
  kill(functionName: string): number;
  /** Resumes all frozen processes. */
  resume(): void;
}

export const functionFaults = (): FunctionFaults => {
  const processes = new Set<FaultyProcess>();
  const frozen = new Set<FaultyProcess>();

  const signal = (process: FaultyProcess, name: NodeJS.Signals): void => {
    if (process.alive && process.pid !== undefined) globalThis.process.kill(process.pid, name);
  };
  const resume = (process: FaultyProcess): void => {
    if (frozen.delete(process)) signal(process, 'SIGCONT');
  };
  const freeze = (process: FaultyProcess, seconds: number): void => {
    frozen.add(process);
    signal(process, 'SIGSTOP');
    setTimeout(() => resume(process), seconds * 1000).unref();
  };
  const toAllOf = (name: string, happen: (process: FaultyProcess) => void): number => {
    const matching = [...processes].filter(({ functionName, alive }) => alive && functionName === name);
    matching.forEach(happen);
    return matching.length;
  };
  const kill = (name: string): number => toAllOf(name, (process) => signal(process, 'SIGKILL'));

  return {
    started(process) {
      processes.add(process);
      void process.ended.then(() => {
        processes.delete(process);
        frozen.delete(process);
      });
    },
    inject({ name, effect, seconds }) {
      switch (effect) {
        case 'kill':
          return kill(name);
        case 'freeze':
          return toAllOf(name, (process) => freeze(process, seconds));
        case 'shift-clock':
          return toAllOf(name, (process) => process.shiftClock(seconds * 1000));
      }
    },
    kill,
    resume: () => [...frozen].forEach(resume),
  };
};

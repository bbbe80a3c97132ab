/** A process of a function. */
export interface PooledProcess {
  readonly alive: boolean;
  kill(): Promise<void>;
}

/** A place for one process. It has an idle process already, or a new one may be started. */
export interface Place<Process> {
  readonly warm: Process | undefined;
}

/** The places of one function. */
export interface FunctionPlaces<Process> {
  /** Undefined: the run is throttled, because no place was free in time. */
  take(): Promise<Place<Process> | undefined>;
  /** Gives a place back after a run. Without a process, the next run at this place has to start one. */
  giveBack(process?: Process): void;
  /** Ends the idle processes. */
  endIdle(): void;
}

/** The processes of all functions. */
export interface ProcessPool<Process> {
  /** @param maximum number of processes of this function. */
  ofFunction(maximum: () => number): FunctionPlaces<Process>;
}

/** A function that has a process does not get the place of one that was used less than this time ago, in ms … */
const IN_USE_MS = 1_000;
/** … unless its run has waited for this time, in ms, and the other function has an idle process left. */
const LONG_WAIT_MS = 250;

interface Member<Process> {
  readonly maximum: () => number;
  /** The one that was used last is at the end, and is used next. So those at the beginning become free for other functions. */
  readonly idle: { readonly process: Process; readonly since: number }[];
  /** Of starting, running and idle processes. */
  places: number;
}

interface Waiter<Process> {
  readonly member: Member<Process>;
  readonly since: number;
  readonly grant: (place: Place<Process>, free?: Promise<void>) => void;
}

/**
 * All functions together have at most `limit` processes. If all places are taken, a function gets the place of the process that
 * has been idle for the longest time. A function without a process comes first, and gets the place of any other.
 * @param patience milliseconds that a run waits for a place. Lambda would start another process at once. This machine has few
 * cores: a process that runs is free again before a new one has started.
 */
export const processPool = <Process extends PooledProcess>(
  limit: number,
  patience: number,
): ProcessPool<Process> => {
  const members: Member<Process>[] = [];
  const waiting: Waiter<Process>[] = [];
  let places = 0;

  const warmOf = (member: Member<Process>): Process | undefined => {
    for (let last = member.idle.pop(); last; last = member.idle.pop()) {
      if (last.process.alive) return last.process;
      member.places -= 1;
      places -= 1;
    }
    return undefined;
  };

  /** Takes the place of the process that has been idle for the longest time, if this member may have it. */
  const idleOfOthers = (member: Member<Process>): Process | undefined => {
    const unusedSince = performance.now() - (member.places > 0 ? IN_USE_MS : 0);
    const [longest] = members
      .filter((other) => other !== member && other.idle[0] && other.idle[0].since <= unusedSince)
      .sort((a, b) => a.idle[0]!.since - b.idle[0]!.since);
    if (!longest) return undefined;
    longest.places -= 1;
    return longest.idle.shift()?.process;
  };

  const wait = (member: Member<Process>): Promise<Place<Process> | undefined> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => end(() => resolve(undefined)), patience);
      const end = (then: () => void): void => {
        clearTimeout(timer);
        waiting.splice(waiting.indexOf(waiter), 1);
        then();
      };
      const waiter: Waiter<Process> = {
        member,
        since: performance.now(),
        grant: (place, free) => end(() => void Promise.resolve(free).then(() => resolve(place))),
      };
      waiting.push(waiter);
    });

  const take = async (member: Member<Process>): Promise<Place<Process> | undefined> => {
    const warm = warmOf(member);
    if (warm) return { warm };
    if (member.places >= member.maximum()) return wait(member);
    const ended = places < limit ? undefined : idleOfOthers(member);
    if (places >= limit && !ended) return wait(member);
    if (!ended) places += 1;
    member.places += 1;
    await ended?.kill();
    return { warm: undefined };
  };

  const mayGrow = ({ member }: Waiter<Process>): boolean => member.places < member.maximum();

  const keepIdle = (member: Member<Process>, process: Process): void => {
    const now = performance.now();
    member.idle.push({ process, since: now });
    const long = waiting.find((waiter) => waiter.since <= now - LONG_WAIT_MS && mayGrow(waiter));
    if (!long || member.idle.length < 2) return;
    member.places -= 1;
    long.member.places += 1;
    long.grant({ warm: undefined }, member.idle.shift()?.process.kill());
  };

  const giveBack = (member: Member<Process>, process: Process | undefined): void => {
    const without = waiting.find((waiter) => waiter.member.places === 0);
    if (process && !without) {
      const own = waiting.find((waiter) => waiter.member === member);
      if (own) own.grant({ warm: process });
      else keepIdle(member, process);
      return;
    }
    member.places -= 1;
    const next = without ?? waiting.find(mayGrow);
    if (!next) {
      places -= 1;
      return;
    }
    next.member.places += 1;
    next.grant({ warm: undefined }, process?.kill());
  };

  return {
    ofFunction(maximum) {
      const member: Member<Process> = { maximum, idle: [], places: 0 };
      members.push(member);
      return {
        take: () => take(member),
        giveBack: (process) => giveBack(member, process),
        endIdle() {
          for (const { process } of member.idle.splice(0)) {
            void process.kill().then(() => giveBack(member, undefined));
          }
        },
      };
    },
  };
};

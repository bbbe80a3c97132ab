import fc from 'fast-check';
import type { Ending } from './held-round-trips.js';
import type { NewWrite, WriteSystem } from './write-system.js';

class Step implements fc.AsyncCommand<object, WriteSystem> {
  constructor(
    private readonly text: string,
    private readonly act: (system: WriteSystem) => Promise<void>,
  ) {}

  check = (): boolean => true;
  run = (_model: object, system: WriteSystem): Promise<void> => this.act(system);
  toString = (): string => this.text;
}

const PROCESSES = fc.integer({ min: 1, max: 3 });
const WRITES: fc.Arbitrary<NewWrite> = fc.record({
  action: fc.constantFrom<NewWrite['action']>('raise', 'raise', 'raise', 'set', 'create', 'delete'),
  id: fc.constantFrom('LATTE', 'LATTE', 'LATTE', 'MOCHA'),
  price: fc.integer({ min: 1, max: 2 }),
  key: fc.constantFrom(undefined, undefined, undefined, 'key 1', 'key 2'),
});
const BROKEN = fc.constantFrom<Ending>('cut', 'done, answer lost', 'cut, done later', 'conflict');
const ENDINGS = fc.oneof(
  { weight: 10, arbitrary: fc.constant<Ending>('done') },
  { weight: 3, arbitrary: BROKEN },
);

/** As often as `weight` others. */
const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T>[] =>
  Array.from({ length: weight }, () => arbitrary);

/** Writes and their round trips, step by step. Not biased to short lists, which find nothing. */
export const writeSteps = (): fc.Arbitrary<Iterable<fc.AsyncCommand<object, WriteSystem>>> =>
  fc.noBias(
    fc.commands(
      [
        ...often(3, fc.tuple(PROCESSES, WRITES)).map((begin) =>
          begin.map(
            ([name, write]) =>
              new Step(`process ${name}: ${Object.values(write).join(' ').trim()}`, (system) =>
                system.write(name, write),
              ),
          ),
        ),
        ...often(10, fc.tuple(fc.nat(2), ENDINGS)).map((end) =>
          end.map(
            ([index, ending]) =>
              new Step(`round trip ${index}: ${ending}`, (system) => system.end(index, ending)),
          ),
        ),
        ...often(2, BROKEN).map((broken) =>
          broken.map((ending) => new Step(`COMMIT: ${ending}`, (system) => system.endCommit(ending))),
        ),
        fc.constant(new Step('late statements', (system) => system.deliverLate())),
        ...often(2, fc.constant(new Step('relay', (system) => system.relay()))),
        PROCESSES.map((name) => new Step(`kill ${name}`, (system) => system.kill(name))),
      ],
      { maxCommands: 60, size: 'max' },
    ),
  );

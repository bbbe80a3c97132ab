import fc from 'fast-check';
import type { Ending } from './pending-calls.js';
import type { RelaySystem } from './relay-system.js';
import type { RelayName } from './relays.js';
import { textOf, type Write } from './write-model.js';

/** A step. Afterwards all promises must hold. */
class Step implements fc.AsyncCommand<object, RelaySystem> {
  constructor(
    private readonly text: string,
    private readonly act: (system: RelaySystem) => Promise<void> | void,
  ) {}

  check = (): boolean => true;

  async run(_model: object, system: RelaySystem): Promise<void> {
    await this.act(system);
    if (system.violations.length > 0) throw new Error(system.violations.join('\n'));
  }

  toString = (): string => this.text;
}

const ENDINGS: readonly fc.WeightedArbitrary<Ending>[] = [
  { weight: 6, arbitrary: fc.constant('done') },
  { weight: 2, arbitrary: fc.constant('done, answered later') },
  { weight: 2, arbitrary: fc.constant('done, answer lost') },
  { weight: 2, arbitrary: fc.constant('failed') },
  { weight: 2, arbitrary: fc.constant('given up, done later') },
  { weight: 1, arbitrary: fc.constant('refused') },
];
const NAMES = fc.constantFrom('Latte', 'Mocha');
const RELAYS = fc.constantFrom<RelayName>('relay A', 'relay B');
const KEYS = fc.constantFrom(undefined, undefined, 'key 1', 'key 2');
const WRITES: fc.Arbitrary<Write> = fc
  .record({
    action: fc.constantFrom<Write['action']>('create', 'set price', 'set price', 'delete', 'fact'),
    name: NAMES,
    price: fc.integer({ min: 1, max: 3 }),
    key: KEYS,
  })
  // Facts have no key: their marks recognise a repeat.
  .map((write) => (write.action === 'fact' ? { ...write, key: undefined } : write));

/** As often as `weight` others. */
const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T>[] =>
  Array.from({ length: weight }, () => arbitrary);

const step =
  <T>(text: string, act: (system: RelaySystem, value: T) => Promise<void> | void) =>
  (value: T): Step =>
    new Step(`${text} ${String(value)}`, (system) => act(system, value));

/** Writers, relays, broker, operator and time, step by step. Not biased to short lists, which find nothing. */
export const relaySteps = (): fc.Arbitrary<Iterable<fc.AsyncCommand<object, RelaySystem>>> =>
  fc.noBias(
    fc.commands(
      [
        ...often(3, WRITES).map((write) =>
          write.map((it) => new Step(textOf(it), (system) => system.write(it))),
        ),
        ...often(2, RELAYS).map((relay) =>
          relay.map(step('start', (system, name) => system.startRelay(name))),
        ),
        ...often(10, fc.tuple(fc.nat(7), fc.oneof(...ENDINGS))).map((reply) =>
          reply.map(step('call', (system, [index, ending]) => system.reply(index, ending))),
        ),
        ...often(2, fc.integer({ min: 1, max: 40 })).map((replies) =>
          replies.map(step('calls that succeed:', (system, count) => system.goOn(count))),
        ),
        RELAYS.map(step('kill', (system, name) => system.kill(name))),
        RELAYS.map(step('end the time of', (system, name) => system.endTime(name))),
        fc
          .integer({ min: 1, max: 10 })
          .map(step('seconds that pass:', (system, seconds) => system.pass(seconds))),
        NAMES.map(step('refuse', (system, name) => system.refuse(name))),
        fc.constant('all').map(step('accept', (system) => system.acceptAll())),
        fc.constant('all').map(step('release', (system) => system.releaseParked())),
      ],
      { maxCommands: 80, size: 'max' },
    ),
  );

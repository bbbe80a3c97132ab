import { setTimeout as sleep } from 'node:timers/promises';
import { type FunctionPlaces, type PooledProcess, processPool } from './process-pool.js';

/** A process without a program. */
interface TestProcess extends PooledProcess {
  readonly name: string;
  alive: boolean;
}

const started = (name: string): TestProcess => ({
  name,
  alive: true,
  async kill() {
    this.alive = false;
  },
});

/** Longer than the pool takes to answer. */
const PATIENCE_MS = 400;

/** Takes a place, and starts a process if there is none. */
const run = async (places: FunctionPlaces<TestProcess>, name: string): Promise<TestProcess | 'throttled'> => {
  const place = await places.take();
  return place ? (place.warm ?? started(name)) : 'throttled';
};
const running = async (places: FunctionPlaces<TestProcess>, name: string): Promise<TestProcess> => {
  const process = await run(places, name);
  if (process === 'throttled') throw new Error(`${name} was throttled.`);
  return process;
};

const pool = (limit: number) => {
  const processes = processPool<TestProcess>(limit, PATIENCE_MS);
  return { function: (maximum = limit) => processes.ofFunction(() => maximum) };
};

it('runs again on the process that ran last', async () => {
  const a = pool(3).function();
  const [first, second] = [await running(a, 'first'), await running(a, 'second')];
  a.giveBack(first);
  a.giveBack(second);
  expect(await run(a, 'third')).toBe(second);
  expect(await run(a, 'third')).toBe(first);
  expect(await run(a, 'third')).toMatchObject({ name: 'third' });
});

it('does not run on a process that has ended, and starts one at its place', async () => {
  const a = pool(1).function();
  const first = await running(a, 'first');
  a.giveBack(first);
  first.alive = false;
  expect(await run(a, 'second')).toMatchObject({ name: 'second' });
});

it('throttles a run if every process is busy for too long', async () => {
  const processes = pool(2);
  const [a, b] = [processes.function(), processes.function()];
  await running(a, 'a1');
  await running(b, 'b1');
  const from = performance.now();
  expect(await run(a, 'a2')).toBe('throttled');
  expect(performance.now() - from).toBeGreaterThanOrEqual(PATIENCE_MS - 5);
});

it('gives a waiting run the process as soon as it is free, in the order of arrival', async () => {
  const a = pool(1).function();
  const process = await running(a, 'first');
  const arrived: string[] = [];
  const waiting = ['second', 'third'].map(async (name) => {
    const given = await run(a, name);
    arrived.push(name);
    a.giveBack(given === 'throttled' ? undefined : given);
    return given;
  });
  a.giveBack(process);
  expect(await Promise.all(waiting)).toEqual([process, process]);
  expect(arrived).toEqual(['second', 'third']);
});

it('gives the place of a process that has ended to a waiting run', async () => {
  const a = pool(1).function();
  await running(a, 'first');
  const second = run(a, 'second');
  a.giveBack();
  expect(await second).toMatchObject({ name: 'second' });
});

it('starts no more processes of a function than its own maximum', async () => {
  const a = pool(5).function(2);
  await running(a, 'first');
  await running(a, 'second');
  expect(await run(a, 'third')).toBe('throttled');
});

it('ends the process that was idle for the longest time, for a function that has none', async () => {
  const processes = pool(2);
  const [a, b, c] = [processes.function(), processes.function(), processes.function()];
  const [first, second] = [await running(a, 'a1'), await running(b, 'b1')];
  b.giveBack(second);
  await sleep(2);
  a.giveBack(first);
  expect(await run(c, 'c1')).toMatchObject({ name: 'c1' });
  expect([first.alive, second.alive]).toEqual([true, false]);
  // The limit still holds: the next one takes the place of the other.
  expect(await run(b, 'b2')).toMatchObject({ name: 'b2' });
  expect(first.alive).toBe(false);
  expect(await run(a, 'a2')).toBe('throttled');
});

it('lets a waiting function without a process have the next place, before runs of the function that gives it back', async () => {
  const processes = pool(1);
  const [a, b] = [processes.function(), processes.function()];
  const first = await running(a, 'a1');
  const own = run(a, 'a2');
  const other = run(b, 'b1');
  a.giveBack(first);
  const given = await other;
  expect(given).toMatchObject({ name: 'b1' });
  expect(first.alive).toBe(false);
  b.giveBack(given as TestProcess);
  expect(await own).toMatchObject({ name: 'a2' });
});

it('does not end a process that was used just now, for a function that has one', async () => {
  const processes = pool(2);
  const [a, b] = [processes.function(), processes.function()];
  const first = await running(a, 'a1');
  await running(b, 'b1');
  a.giveBack(first);
  expect(await run(b, 'b2')).toBe('throttled');
  expect(first.alive).toBe(true);
  await sleep(1000 - PATIENCE_MS);
  expect(await run(b, 'b2')).toMatchObject({ name: 'b2' });
  expect(first.alive).toBe(false);
});

it('gives a run that has waited for long the place of a function that has two idle processes', async () => {
  const processes = pool(3);
  const [a, b] = [processes.function(), processes.function()];
  const [first, second] = [await running(a, 'a1'), await running(a, 'a2')];
  await running(b, 'b1');
  const waiting = run(b, 'b2');
  await sleep(PATIENCE_MS - 40);
  a.giveBack(first);
  expect(first.alive).toBe(true);
  a.giveBack(second);
  expect(await waiting).toMatchObject({ name: 'b2' });
  expect([first.alive, second.alive]).toEqual([false, true]);
});

it('ends the idle processes of a function on demand, and frees their places', async () => {
  const processes = pool(1);
  const [a, b] = [processes.function(), processes.function()];
  const first = await running(a, 'a1');
  a.giveBack(first);
  a.endIdle();
  expect(first.alive).toBe(false);
  await sleep(1);
  expect(await run(b, 'b1')).toMatchObject({ name: 'b1' });
});

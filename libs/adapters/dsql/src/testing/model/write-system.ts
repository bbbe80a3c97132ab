import { sql, type Kysely } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Schema } from '../../schema.js';
import type { Ending } from './held-round-trips.js';
import { brokenChains, chainsOf, type OutboxRow } from './product-chains.js';
import type { Write } from './write.js';
import { brokenAnswers, isChange, type Result } from './write-history.js';
import { WritingProcess } from './writing-process.js';

/** How long the server may work on a statement before locks are looked at, in ms. */
const BUSY_MS = 3;

export type NewWrite = Pick<Write, 'action' | 'id' | 'price' | 'key'>;

/** Processes that write to the same few products in one PostgreSQL. Each of their round trips ends as the test decides. */
export class WriteSystem {
  /** What happened, one step a line. */
  readonly history: string[] = [];
  readonly #processes = new Map<number, WritingProcess>();
  /** Killed ones, whose statements the server may get later. */
  readonly #killed: WritingProcess[] = [];
  readonly #writes: Write[] = [];
  readonly #results = new Map<number, Result>();
  readonly #unwoken: string[] = [];
  readonly #published: OutboxRow[] = [];

  constructor(
    readonly url: string,
    readonly kysely: Kysely<Schema>,
    readonly isPipelined: boolean,
  ) {}

  /** Creates a product, without faults. */
  async create(id: string): Promise<void> {
    await this.write(1, { action: 'create', id, price: 1, key: undefined });
    while (this.#isBusy()) await this.end(0, 'done');
  }

  /** Begins a write if the process has none. */
  async write(name: number, wanted: NewWrite): Promise<void> {
    const process = this.#processes.get(name) ?? (await WritingProcess.start(this.url, this.isPipelined));
    this.#processes.set(name, process);
    if (process.current) return;
    const text = `${wanted.action} ${wanted.id} ${wanted.price} ${wanted.key ?? ''}`.trimEnd();
    const began = this.history.push(`process ${name} begins: ${text}`);
    const write = { ...wanted, number: this.#writes.length + 1, text, began };
    this.#writes.push(write);
    const tell = async (): Promise<void> => {
      const { wakes, ...result } = await process.write(write);
      if (this.#killed.includes(process)) return;
      const ended = this.history.push(`process ${name} ends: ${result.outcome} ${result.version ?? ''}`);
      this.#results.set(write.number, { ...result, ended });
      if (isChange(result) && wanted.key === undefined && wakes !== 1)
        this.#unwoken.push(`${text} woke the relay ${wakes} times`);
    };
    void tell();
    await this.#untilStill();
  }

  /** Ends a round trip that waits: the `index`th, counted in a circle. */
  async end(index: number, ending: Ending): Promise<void> {
    const waiting = [...this.#processes].filter(([, { roundTrips }]) => roundTrips.held);
    await this.#end(waiting[index % waiting.length], ending);
  }

  /** Ends a round trip with a COMMIT, if one waits. */
  async endCommit(ending: Ending): Promise<void> {
    const commits = [...this.#processes].find(([, { roundTrips }]) => roundTrips.held?.includes('commit'));
    await this.#end(commits, ending);
  }

  async #end([name, process]: [number?, WritingProcess?] = [], ending: Ending): Promise<void> {
    if (!process) return;
    const { roundTrips } = process;
    this.history.push(`process ${name}: ${roundTrips.held}: ${ending}`);
    roundTrips.end(ending);
    await this.#untilStill();
  }

  /** The server gets statements of a client that is gone. */
  async deliverLate(): Promise<void> {
    const late = this.#all().find(({ roundTrips }) => roundTrips.hasLate);
    if (!late) return;
    this.history.push('statements of a lost connection arrive');
    late.roundTrips.deliverLate();
    await this.#untilStill();
  }

  /** What is in the outbox is published, and removed. */
  async relay(): Promise<void> {
    const rows = await this.kysely.selectFrom('outbox').selectAll().execute();
    if (rows.length === 0) return;
    this.history.push(`the relay removes ${rows.length} events`);
    this.#published.push(...rows);
    const ids = rows.map(({ event_id }) => event_id);
    await this.kysely.deleteFrom('outbox').where('event_id', 'in', ids).execute();
  }

  /** The process ends. Its client is told nothing. */
  async kill(name: number): Promise<void> {
    const process = this.#processes.get(name);
    if (!process?.current) return;
    this.history.push(`process ${name} is killed`);
    this.#killed.push(process);
    this.#processes.delete(name);
    process.roundTrips.cut();
    await this.#untilStill();
  }

  /** Nothing fails any more. Returns the broken promises, when all has ended. */
  async settle(): Promise<string[]> {
    while (this.#isBusy()) {
      await this.deliverLate();
      await this.end(0, 'done');
      await sleep(0);
    }
    await this.#untilNoTransaction();
    await this.relay();
    const chains = chainsOf(this.#published, this.#writes);
    return [
      ...(await brokenChains(this.kysely, chains)),
      ...brokenAnswers(this.#writes, this.#results, chains),
      ...this.#unwoken,
    ];
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all().map((process) => process.stop()));
  }

  #isBusy(): boolean {
    return (
      [...this.#processes.values()].some(({ current }) => current) ||
      this.#all().some(({ roundTrips }) => roundTrips.hasLate || roundTrips.isAtServer)
    );
  }

  #all(): WritingProcess[] {
    return [...this.#processes.values(), ...this.#killed];
  }

  /** Each process waits in its proxy, or for a lock, or has nothing to do. */
  async #untilStill(): Promise<void> {
    let busySince = performance.now();
    for (;;) {
      await sleep(0);
      const moving = [...this.#processes.values()].filter(
        ({ current, roundTrips }) => current && !roundTrips.held,
      );
      const atServer = this.#all().filter(({ roundTrips }) => roundTrips.isAtServer);
      if (moving.some(({ roundTrips }) => !roundTrips.isAtServer)) busySince = performance.now();
      else if (atServer.length === 0) return;
      else if (performance.now() > busySince + BUSY_MS && (await this.#waitingForLocks()) >= atServer.length)
        return;
    }
  }

  async #waitingForLocks(): Promise<number> {
    const { rows } = await sql<{
      pid: number;
    }>`SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'`.execute(this.kysely);
    return rows.length;
  }

  /** The server has noticed which connections are gone. */
  async #untilNoTransaction(): Promise<void> {
    for (;;) {
      const { rows } = await sql`SELECT pid FROM pg_stat_activity
        WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid() AND backend_type = 'client backend'`.execute(
        this.kysely,
      );
      if (rows.length === 0) return;
      await sleep(1);
    }
  }
}

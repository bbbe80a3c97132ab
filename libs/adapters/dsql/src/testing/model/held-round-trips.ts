import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { message } from '../postgres-protocol.js';

/**
 * How a round trip ends. `conflict`: the statement, or the COMMIT, fails with SQLSTATE 40001. `cut, done later`: the client loses its
 * connection, and the server gets the statements later.
 */
export type Ending = 'done' | 'cut' | 'done, answer lost' | 'cut, done later' | 'conflict';

interface RoundTrip {
  readonly bytes: Buffer;
  readonly client: Socket;
  readonly server: Socket;
}

/** What a connection does with the server's replies: `pass` them to the client, `drop` them, or `cut` it at the first one. */
type Replies = 'pass' | 'drop' | 'cut';

const SYNC = message('S');
const CONFLICT = message(
  'E',
  'SERROR\0VERROR\0C40001\0Mchange conflicts with another transaction (OC000)\0\0',
);

/** A proxy of one process. Every round trip of statements waits in it until `end` decides how it ends. */
export class HeldRoundTrips {
  /** From client connections. A process that waits for a reply has one, or the server works on it. */
  readonly #held: RoundTrip[] = [];
  /** Of clients that have lost their connection. */
  readonly #late: RoundTrip[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #replies = new WeakMap<Socket, Replies>();
  /** Connections to the server in a transaction. */
  readonly #inTransaction = new WeakSet<Socket>();
  readonly #server = createServer((client) => this.#accept(client));
  #isCut = false;
  #atServer = 0;

  private constructor(private readonly upstreamPort: number) {}

  static async start(upstreamPort: number): Promise<HeldRoundTrips> {
    const proxy = new HeldRoundTrips(upstreamPort);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The statements that wait. */
  get held(): string | undefined {
    return this.#held[0] && statementsOf(this.#held[0].bytes);
  }

  /** Whether the server works on a round trip. */
  get isAtServer(): boolean {
    return this.#atServer > 0;
  }

  get hasLate(): boolean {
    return this.#late.length > 0;
  }

  /** Ends the round trip that waits. */
  end(ending: Ending): void {
    const trip = this.#held.shift();
    if (!trip) return;
    const { client, server } = trip;
    switch (ending) {
      case 'done':
        return this.#forward(trip, 'pass');
      case 'done, answer lost':
        return this.#forward(trip, 'cut');
      case 'cut':
        server.destroy();
        return void client.destroy();
      case 'cut, done later':
        this.#late.push(trip);
        this.#replies.set(server, 'drop');
        return void client.destroy();
      case 'conflict':
        return this.#conflict(trip);
    }
  }

  /** The server gets the statements of a client that lost its connection. */
  deliverLate(): void {
    const trip = this.#late.shift();
    if (trip) this.#forward(trip, 'cut');
  }

  /** From now on, the process cannot reach the server. */
  cut(): void {
    this.#isCut = true;
    for (const { client, server } of this.#held.splice(0))
      [client, server].forEach((socket) => socket.destroy());
    for (const socket of this.#sockets)
      if (!this.#late.some(({ server }) => server === socket)) socket.destroy();
  }

  async stop(): Promise<void> {
    this.#late.splice(0);
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #forward({ bytes, server }: RoundTrip, replies: Replies): void {
    const sql = statementsOf(bytes);
    if (sql.includes('begin')) this.#inTransaction.add(server);
    if (/commit|rollback/.test(sql)) this.#inTransaction.delete(server);
    this.#replies.set(server, replies);
    this.#atServer += 1;
    server.once('answered', () => (this.#atServer -= 1));
    server.write(bytes);
  }

  #conflict({ bytes, client, server }: RoundTrip): void {
    const sql = statementsOf(bytes);
    const isCommit = sql.includes('commit');
    const isInTransaction = !isCommit && (sql.includes('begin') || this.#inTransaction.has(server));
    if (isCommit) {
      // A COMMIT that fails ends the transaction.
      this.#inTransaction.delete(server);
      this.#replies.set(server, 'drop');
      server.write(message('Q', 'rollback\0'));
    }
    client.write(Buffer.concat([CONFLICT, message('Z', isInTransaction ? 'E' : 'I')]));
  }

  #accept(client: Socket): void {
    if (this.#isCut) return void client.destroy();
    const server = connect(this.upstreamPort, '127.0.0.1');
    for (const socket of [client, server]) {
      this.#sockets.add(socket.setNoDelay(true));
      socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
    }
    let waiting = Buffer.alloc(0);
    client.on('data', (data) => {
      waiting = Buffer.concat([waiting, data]);
      if (!isWhole(waiting)) return;
      const bytes = waiting;
      waiting = Buffer.alloc(0);
      if (isStatements(bytes)) this.#held.push({ bytes, client, server });
      else server.write(bytes);
    });
    server.on('data', (data) => this.#reply(data, client, server));
    client.on('close', () => {
      const isLate = this.#late.some((trip) => trip.server === server);
      if (!isLate && this.#replies.get(server) !== 'cut') server.destroy();
    });
    server.on('close', () => {
      server.emit('answered');
      client.destroy();
    });
  }

  #reply(data: Buffer, client: Socket, server: Socket): void {
    const replies = this.#replies.get(server) ?? 'pass';
    if (replies === 'pass') client.write(data);
    if (!isReady(data)) return;
    server.emit('answered');
    if (replies === 'drop') this.#replies.set(server, 'pass');
    if (replies === 'cut') [client, server].forEach((socket) => socket.destroy());
  }
}

/** The last message is ReadyForQuery. */
const isReady = (data: Buffer): boolean => data.at(-6) === 0x5a && data.readInt32BE(data.length - 5) === 5;

const typeOf = (bytes: Buffer): string => bytes.toString('latin1', 0, 1);

/** Statements end with Sync, or are one simple query. Anything else is a single message. */
const isWhole = (bytes: Buffer): boolean =>
  !isStatements(bytes) || typeOf(bytes) === 'Q' || bytes.subarray(-SYNC.length).equals(SYNC);

/** Not the messages that begin and end a connection. */
const isStatements = (bytes: Buffer): boolean => ['Q', 'P', 'B', 'C'].includes(typeOf(bytes));

const STATEMENT =
  /\b(begin|commit|rollback|(?:find|insert|replace) (?:product|request|outbox entry)|(?:select|delete) [^\0]*?"repeatable_requests")/g;

/** For people, and to recognise COMMIT: `begin, insert product`. */
const statementsOf = (bytes: Buffer): string =>
  [...bytes.toString('latin1').matchAll(STATEMENT)]
    .map(([text]) => text.replace(/ .*"(\w+)"/, ' $1'))
    .filter((text, index, all) => text !== all[index - 1])
    .join(', ');

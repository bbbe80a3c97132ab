import { setTimeout as sleep } from 'node:timers/promises';
import { STATEMENT_KINDS, type StatementFault, type StatementKind } from './fault.js';
import {
  CONFLICT,
  extendedStatement,
  type ProtocolMessage,
  simpleStatement,
  startupParameters,
  textsOf,
} from './protocol-messages.js';

/** What to send on instead of a message. `cut`: send this and close the connection. `swallow`: nothing, from here on. */
export interface Passage {
  readonly bytes: Buffer;
  readonly then?: 'cut' | 'swallow';
}

/** One connection of a function to the database, with the faults that happen to its statements. */
export interface FaultySession {
  fromClient(message: ProtocolMessage): Promise<Passage>;
  fromServer(message: ProtocolMessage): Promise<Passage>;
}

/** Takes the fault, if there is one for this statement of this function. */
export type TakeFault = (statement: StatementKind, caller: string) => StatementFault | undefined;

const NOTHING = Buffer.alloc(0);

const PARSE_COMPLETE = '1';
const BIND_COMPLETE = '2';
const COMMAND_COMPLETE = 'C';
const EMPTY_QUERY = 'I';
const ERROR = 'E';

/** What the server will reply to, in this order. */
type Expected =
  /** A Parse. The client has not sent it if it `isHidden`. */
  | { readonly kind: 'parse'; readonly isHidden: boolean }
  /** A statement. The fault happens to the end of its reply. If it `conflicts`, another statement is executed instead of it. */
  | { readonly kind: 'statement'; readonly fault?: StatementFault | undefined; readonly conflicts?: boolean };

/**
 * Reads both directions of a connection. A statement is executed by a Query message, or by Bind, Describe and Execute after a Parse,
 * which may be earlier. The server replies to statements in their order, and skips all after a failed one, up to the Sync.
 * @param kill ends the processes of the function
 */
export const faultySession = (take: TakeFault, kill: (caller: string) => void): FaultySession => {
  const prepared = new Map<string, string>();
  const expected: Expected[] = [];
  let caller: string | undefined;
  /** The messages of the current statement are not sent, because it was replaced. */
  let isReplaced = false;

  const wait = ({ seconds }: StatementFault): Promise<void> =>
    sleep(seconds * 1000, undefined, { ref: false });

  const before = async (fault: StatementFault | undefined, bytes: Buffer): Promise<Passage> => {
    switch (fault?.effect) {
      case 'cut-before':
        return { bytes: bytes.subarray(0, bytes.length >> 1), then: 'cut' };
      case 'swallow-before':
        return { bytes: NOTHING, then: 'swallow' };
      case 'kill-before':
        kill(caller ?? '');
        return { bytes: NOTHING, then: 'cut' };
      case 'delay-before':
        await wait(fault);
        return { bytes };
      default:
        return { bytes };
    }
  };
  const after = async (fault: StatementFault | undefined, bytes: Buffer): Promise<Passage> => {
    switch (fault?.effect) {
      case 'cut-after':
        return { bytes: NOTHING, then: 'cut' };
      case 'swallow-after':
        return { bytes: NOTHING, then: 'swallow' };
      case 'kill-after':
        kill(caller ?? '');
        return { bytes: NOTHING, then: 'cut' };
      case 'delay-after':
        await wait(fault);
        return { bytes };
      default:
        return { bytes };
    }
  };

  const execute = (sql: string, message: ProtocolMessage): Promise<Passage> => {
    const kind = kindOf(sql);
    const fault = kind && take(kind, caller ?? '');
    if (fault?.effect !== 'conflict') {
      expected.push({ kind: 'statement', fault });
      return before(fault, message.bytes);
    }
    // A failed COMMIT has ended the transaction. After another failed statement, the client does it.
    const instead = kind === 'COMMIT' ? 'ROLLBACK' : 'SELECT 1 / 0';
    const replacement = { kind: 'statement', conflicts: true } as const;
    if (message.type === 'Q') {
      expected.push(replacement);
      return Promise.resolve({ bytes: simpleStatement(instead) });
    }
    isReplaced = true;
    expected.push({ kind: 'parse', isHidden: true }, replacement);
    return Promise.resolve({ bytes: extendedStatement(instead) });
  };

  return {
    async fromClient(message) {
      caller ??= message.type === '' ? (startupParameters(message).get('application_name') ?? '') : undefined;
      switch (message.type) {
        case 'Q':
          return execute(textsOf(message)[0] ?? '', message);
        case 'P': {
          const [name = '', sql = ''] = textsOf(message);
          prepared.set(name, sql);
          expected.push({ kind: 'parse', isHidden: false });
          return { bytes: message.bytes };
        }
        case 'B':
          isReplaced = false;
          return execute(prepared.get(textsOf(message)[1] ?? '') ?? '', message);
        case 'D':
        case 'E':
          return { bytes: isReplaced ? NOTHING : message.bytes };
        default:
          return { bytes: message.bytes };
      }
    },
    async fromServer(message) {
      const [first] = expected;
      const conflicts = first?.kind === 'statement' && first.conflicts;
      const fault = first?.kind === 'statement' ? first.fault : undefined;
      switch (message.type) {
        case PARSE_COMPLETE:
          expected.shift();
          return { bytes: first?.kind === 'parse' && first.isHidden ? NOTHING : message.bytes };
        case BIND_COMPLETE:
          return { bytes: conflicts ? NOTHING : message.bytes };
        case COMMAND_COMPLETE:
        case EMPTY_QUERY:
          expected.shift();
          return conflicts ? { bytes: CONFLICT } : after(fault, message.bytes);
        case ERROR:
          // The server skips what follows in this round trip.
          expected.length = 0;
          return conflicts ? { bytes: CONFLICT } : after(fault, message.bytes);
        default:
          return { bytes: message.bytes };
      }
    },
  };
};

const KIND = new RegExp(`^\\s*(${STATEMENT_KINDS.join('|')})\\b`, 'i');

const kindOf = (sql: string): StatementKind | undefined =>
  KIND.exec(sql)?.[1]?.toUpperCase() as StatementKind | undefined;

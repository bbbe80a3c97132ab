import type { Log } from '../core/activity.js';
import type { Answer, AwsCall } from '../service-model/aws-call.js';
import { armedFaults } from './armed-faults.js';
import { type AnswerOrReset, happenToCall } from './aws-call-faults.js';
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy.js';
import { type DatabaseFaults, databaseFaults, type FaultyDatabase } from './database-faults.js';
import type { AwsCallFault, Fault, StatementFault } from './fault.js';
import { type FaultyProcess, functionFaults } from './function-faults.js';

/** Makes parts of the local cloud fail. Every fault that happens is logged. */
export interface FaultInjector {
  /**
   * Faults of functions and of the database happen now. Those of calls and statements happen to the next one that matches.
   * @throws Error if this local cloud has no such place, e.g. no database of its own
   */
  inject(fault: Fault): void;
  /** Forgets faults that have not happened yet, and ends those that last. Resolves when everything works. */
  clear(): Promise<void>;

  /** Called for each call to AWS. Undefined: the connection is to be reset. */
  call(call: AwsCall, execute: (call: AwsCall) => Promise<Answer>): Promise<AnswerOrReset>;
  /** Called for each process of a function that starts. */
  started(process: FaultyProcess): void;
  /** Puts a proxy in front of the database. */
  proxied(database: FaultyDatabase): Promise<DatabaseProxy>;
}

export const faultInjector = (log: Log): FaultInjector => {
  const calls = armedFaults<AwsCallFault>();
  const statements = armedFaults<StatementFault>();
  const functions = functionFaults();
  let database: DatabaseFaults | undefined;

  const warn = (error: unknown): void =>
    log({ event: 'warning', message: `A fault of the database failed: ${String(error)}` });
  const happens = (fault: Fault, where: { readonly function?: string } = {}): void =>
    log({ event: 'fault', at: fault.at, effect: fault.effect, point: pointOf(fault), ...where });

  return {
    inject(fault) {
      switch (fault.at) {
        case 'aws-call':
          return calls.arm(fault);
        case 'statement':
          return statements.arm(fault);
        case 'function':
          if (functions.inject(fault) > 0) happens(fault, { function: fault.name });
          return;
        case 'database':
          if (!database) throw new Error('The database does not run in this local cloud.');
          happens(fault);
          return database.inject(fault);
      }
    },
    async clear() {
      calls.disarm();
      statements.disarm();
      functions.resume();
      await database?.repair();
    },
    async call(call, execute) {
      const caller = call.caller.kind === 'function' ? call.caller.functionName : undefined;
      const operation = `${call.service}:${call.operation}`;
      const fault =
        caller === undefined
          ? undefined
          : calls.take(
              (armed) =>
                armed.operation === operation &&
                call.body.includes(armed.containing ?? '') &&
                isFor(armed, caller),
            );
      if (!fault || caller === undefined) return execute(call);
      happens(fault, { function: caller });
      return happenToCall(fault, call, execute, () => functions.kill(caller));
    },
    started: functions.started,
    async proxied(target) {
      database = databaseFaults(target, warn);
      const { hostname, port } = new URL(target.url);
      const take = (statement: StatementFault['statement'], caller: string): StatementFault | undefined => {
        const fault = statements.take((armed) => armed.statement === statement && isFor(armed, caller));
        if (fault) happens(fault, { function: caller });
        return fault;
      };
      return startDatabaseProxy({ host: hostname, port: Number(port) }, take, functions.kill);
    },
  };
};

const isFor = ({ caller }: { readonly caller?: string | undefined }, name: string): boolean =>
  caller === undefined || caller === name;

/** Where in the service it happens. */
const pointOf = (fault: Fault): string => {
  switch (fault.at) {
    case 'aws-call':
      return fault.operation;
    case 'statement':
      return fault.statement;
    case 'function':
      return fault.name;
    case 'database':
      return 'database';
  }
};

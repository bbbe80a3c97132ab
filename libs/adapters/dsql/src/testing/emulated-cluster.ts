import type { PoolConfig } from 'pg';
import { createDatabase, type Database } from '../database.js';
import { createPool, type DatabaseRole } from '../pool.js';
import { CLUSTER_ENDPOINT, startDsqlEmulator } from './dsql-emulator.js';
import type { TestDatabase } from './test-database.js';

type Emulator = Awaited<ReturnType<typeof startDsqlEmulator>>;

export interface EmulatedCluster {
  readonly emulator: Emulator;
  /** Connects as functions in the cloud do. Closed after the test. */
  open(role: DatabaseRole, overrides?: PoolConfig, options?: { readonly isPipelined: boolean }): Database;
}

/** Aurora DSQL as the emulator plays it, in front of a test database. A test fails if it sends an undocumented statement. */
export const useEmulatedCluster = (test: TestDatabase): EmulatedCluster => {
  let emulator: Emulator;
  const opened: Database[] = [];

  beforeAll(async () => {
    emulator = await startDsqlEmulator(test.url);
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIAIOSFODNN7EXAMPLE';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'not-a-secret';
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
    emulator.logins.length = 0;
    emulator.failWhere();
    expect(emulator.violations).toEqual([]);
  });
  afterAll(() => emulator.stop());

  return {
    get emulator() {
      return emulator;
    },
    open(role, overrides = {}, options = { isPipelined: false }) {
      const pool = () =>
        createPool({ clusterEndpoint: CLUSTER_ENDPOINT }, role, { ...emulator.overrides, ...overrides });
      const database = createDatabase('aurora-dsql', pool, options);
      opened.push(database);
      return database;
    },
  };
};

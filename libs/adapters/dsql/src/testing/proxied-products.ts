import { dueEntries, openProducts } from './repository.js';
import { startTcpProxy, type Interceptor } from './tcp-proxy.js';
import { useTestDatabase } from './test-database.js';

/** A test database whose connections can be broken: by a TCP proxy between the repository and the server. */
export const useProxiedProducts = ({ isPipelined = true } = {}) => {
  const test = useTestDatabase();
  let proxy: Awaited<ReturnType<typeof startTcpProxy>>;

  beforeAll(async () => {
    proxy = await startTcpProxy(test.port);
  });
  beforeEach(() => proxy.intercept());
  afterAll(() => proxy.stop());

  const entries = async () => (await dueEntries(test.database)).map(({ event }) => event);
  return {
    test,
    /** Breaks connections from now on. Without an argument, they work again. */
    intercept: (interceptor?: Interceptor) => proxy.intercept(interceptor),
    /** The repository through the proxy, and one with a direct connection. */
    open: () => ({
      ...openProducts(test.openAnother({ port: proxy.port, overrides: { query_timeout: 300 }, isPipelined })),
      elsewhere: openProducts(test.database).products,
    }),
    /** Events in the outbox. */
    entries,
    sequences: async () => (await entries()).map(({ sequence }) => sequence),
  };
};

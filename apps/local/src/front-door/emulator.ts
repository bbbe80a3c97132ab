/** Something that plays SNS and SQS. */
export interface Emulator {
  /** Its own address, which only the local cloud uses. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts fauxqs in this process, reachable from this machine only. */
export const startEmulator = async (region: string): Promise<Emulator> => {
  // fauxqs is an ES module; its own startFauxqs() would listen on every network interface.
  const { buildApp } = await import('fauxqs');
  const app = buildApp({ logger: false, defaultRegion: region });
  return {
    endpoint: await app.listen({ host: '127.0.0.1', port: 0 }),
    stop: async () => {
      await app.close();
    },
  };
};

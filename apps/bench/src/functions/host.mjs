/**
 * One function in a process of its own, as on Lambda. It loads the handler, runs it once for each message of the parent, one at
 * a time, and reports what that cost. It is plain JavaScript, because it is not compiled.
 */
import { createRequire } from 'node:module';
import { Session } from 'node:inspector/promises';
import { pathToFileURL } from 'node:url';

const { file, functionName } = JSON.parse(process.argv[2]);
const inspector = new Session();

const load = async () =>
  file.endsWith('.mjs') ? (await import(pathToFileURL(file))).handler : createRequire(file)(file).handler;

/** The part of the context object that the handlers and Datadog's wrapper read. */
const contextOf = (requestId, deadline = performance.now() + 29_000) => ({
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => deadline - performance.now(),
});

const COMMANDS = {
  /** `event` is JSON, as on Lambda. */
  run: async ({ event }) => JSON.stringify(await handle(JSON.parse(event), contextOf(String(Math.random())))),
  /** Microseconds of all threads, since the start of the process. */
  cpu: async () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  startProfiler: async () => {
    inspector.connect();
    await inspector.post('Profiler.enable');
    await inspector.post('Profiler.setSamplingInterval', { interval: 200 });
    await inspector.post('Profiler.start');
  },
  stopProfiler: async () => {
    const { profile } = await inspector.post('Profiler.stop');
    inspector.disconnect();
    return profile;
  },
  startAllocations: async () => {
    inspector.connect();
    await inspector.post('HeapProfiler.startSampling', {
      samplingInterval: 4_096,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
  },
  stopAllocations: async () => {
    const { profile } = await inspector.post('HeapProfiler.stopSampling');
    inspector.disconnect();
    return profile;
  },
};

const handle = await load();
process.on('message', (command) => {
  COMMANDS[command.name](command).then(
    (result) => process.send({ result }),
    (error) => process.send({ error: String(error?.stack ?? error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send({ result: 'loaded' });

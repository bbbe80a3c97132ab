/**
 * The Lambda runtime of a function. It runs in the function's own process, loads the handler, and runs it once for each
 * message from the local cloud, one at a time. It is plain JavaScript, because it is not compiled.
 */
import fs from 'node:fs';
import { createRequire, enableCompileCache, flushCompileCache } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { handler, taskRoot, layersRoot, context, pretendedFiles, compileCache } = JSON.parse(process.argv[2]);

/** The cache is written after the first events, so that they do not wait for it, in ms. */
const WRITE_CACHE_MS = 2000;

enableCompileCache(compileCache);
const { existsSync } = fs;
fs.existsSync = (path) => pretendedFiles.includes(path) || existsSync(path);

// This process ends when the local cloud ends, for whatever reason. It ignores Ctrl-C, because the local cloud stops it.
process.on('disconnect', () => process.exit());
process.on('SIGINT', () => {});

/** Resolves `index.handler` as Lambda does: the file index.js, .mjs or .cjs, and in it the export `handler`. */
const load = async () => {
  const path = handler.startsWith('/opt/') ? join(layersRoot, handler.slice(5)) : join(taskRoot, handler);
  const [name, ...exported] = basename(path).split('.');
  const file = ['.js', '.mjs', '.cjs'].map((end) => join(dirname(path), name + end)).find(existsSync);
  if (!file) throw named('Runtime.ImportModuleError', `Cannot find module '${name}' in ${dirname(path)}`);
  const module = file.endsWith('.mjs') ? await import(pathToFileURL(file)) : createRequire(file)(file);
  const found = exported.reduce((value, key) => value?.[key], module);
  if (typeof found !== 'function') {
    throw named('Runtime.HandlerNotFound', `${handler} is undefined or not a function`);
  }
  return found;
};

const named = (name, message) => Object.assign(new Error(message), { name });

/** An error as Lambda reports it. */
const report = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: String(error.stack).split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

/** The process is killed after `limit` ms. The function sees the template's `timeout`, in seconds, scaled to it. */
const run = async (handle, { requestId, event, timeout, limit, traceId }) => {
  const from = performance.now();
  const used = () => (performance.now() - from) / limit;
  process.env._X_AMZN_TRACE_ID = traceId;
  const result = await handle(JSON.parse(event), {
    ...context,
    callbackWaitsForEmptyEventLoop: true,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(timeout * 1000 * (1 - used()))),
  });
  return JSON.stringify(result) ?? 'null';
};

/** The time of `Date` jumps by `milliseconds`. Timers are not affected, as if somebody set the machine's clock. */
const shiftClock = (milliseconds) => {
  const { now } = Date;
  globalThis.Date = new Proxy(Date, {
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length > 0 ? values : [now() + milliseconds], newTarget),
    get: (target, key) => (key === 'now' ? () => now() + milliseconds : Reflect.get(target, key)),
  });
};

try {
  const handle = await load();
  process.on('message', ({ clockShift, ...invocation }) => {
    if (clockShift) return shiftClock(clockShift);
    run(handle, invocation).then(
      (payload) => process.send({ payload }),
      (error) => process.send({ error: report(error) }),
    );
  });
  process.send({ started: true });
  setTimeout(flushCompileCache, WRITE_CACHE_MS).unref();
} catch (error) {
  process.send({ error: report(error) }, () => process.exit(1));
}

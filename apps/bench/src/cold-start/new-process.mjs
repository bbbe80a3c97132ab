/**
 * Loads a handler in this new process and runs one request, as Lambda's runtime does. Reports how long both took, and every
 * address that the process connected to. It ends with its parent process. It is plain JavaScript, because it is not compiled.
 */
import dns from 'node:dns';
import { createRequire } from 'node:module';
import net from 'node:net';

const { file, event } = JSON.parse(process.argv[2]);

let addresses = [];
const { connect } = net.Socket.prototype;
// TLS, HTTP and pg all connect here.
net.Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const { host = 'localhost', port = options, path } = Object(options);
  addresses.push(path ?? `${typeof args[1] === 'string' ? args[1] : host}:${port}`);
  return connect.apply(this, args);
};
for (const name of ['lookup', 'resolve']) {
  const original = dns[name];
  dns[name] = (host, ...rest) => (addresses.push(`name ${host}`), original(host, ...rest));
}
/** The addresses since the last call. */
const connections = () => addresses.splice(0);

const context = {
  awsRequestId: 'request',
  functionName: 'bench',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:1:function:bench',
  getRemainingTimeInMillis: () => 29_000,
};

/** CommonJS and ES modules are loaded as Lambda loads them. */
const load = async () => (file.endsWith('.mjs') ? import(file) : createRequire(file)(file));

const started = performance.now();
const cpu = process.cpuUsage();
const { handler } = await load();
const { user, system } = process.cpuUsage(cpu);
const loadMs = performance.now() - started;
// What the code starts while it loads may connect a little later.
if (event === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
const result = { loadMs, loadCpuMs: (user + system) / 1000, atLoad: connections() };
if (event !== undefined) {
  const requested = performance.now();
  const response = await handler(event, context);
  Object.assign(result, { requestMs: performance.now() - requested, response, atRequest: connections() });
}
process.send(result);
process.on('disconnect', () => process.exit());

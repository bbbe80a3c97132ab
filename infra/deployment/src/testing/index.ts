export { type FakeAws, startFakeAws } from './fake-aws.js';
export { runScript, type ScriptResult } from './run-script.js';

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { workspaceRoot } from '@nx/devkit';
import { eventually } from '../eventually.js';
import { startRefusingEmulator, type RefusingEmulator } from '../operate/refusing-emulator.js';
import { operate } from '../operate/run-operate.js';
import { Service } from '../service.js';
import { blocksOf, commandsOf } from './fenced-blocks.js';

const RUNBOOK = 'docs/runbook.md';
const commands = blocksOf(RUNBOOK)
  .filter(({ language }) => language === 'sh')
  .flatMap(commandsOf);
/** Commands about the service itself. The others are about deployments, and need AWS. */
const runnable = commands.filter((command) => /^([A-Z]+=|npm run -s operate )/.test(command));
const QUEUE = 'TranslateStockUpdatedQueue';

interface Answer {
  readonly events: readonly { readonly eventId: string; readonly productId: string }[];
  readonly messages: readonly { readonly id: string }[];
}

/**
 * The runbook's commands in their order, in one shell, against a service that is broken: two products with a parked event each, and two dead
 * letters. What a person reads from the screen is filled in: `EVENT=…`, `MESSAGE=…`.
 */
describe('the commands of the runbook', () => {
  let emulator: RefusingEmulator;
  let service: Service;
  const values: Record<string, string[]> = {};

  const answerOf = async (...args: string[]) => (await operate(service, ...args)).answer as Answer;

  beforeAll(async () => {
    emulator = await startRefusingEmulator('us-east-1');
    service = await Service.start({ variables: { AWS_ENDPOINT_URL: emulator.endpoint } });
    emulator.refused = 'REFUSED';
    for (const name of ['Refused A', 'Refused B']) await service.create(name);
    for (const newStockLevel of ['many', 'few'])
      await service.putEvent('inventory', 'inventory.stockUpdated.v1', {
        data: { productId: 'REFUSEDA', newStockLevel },
      });
    await eventually(async () => {
      const { events } = await answerOf('outbox', 'list', '--parked');
      const { messages } = await answerOf('dead-letters', 'show', QUEUE);
      expect([events.length, messages.length]).toEqual([2, 2]);
      values['EVENT'] = events.map(({ eventId }) => eventId);
      values['PRODUCT'] = events.slice(1).map(({ productId }) => productId);
      values['MESSAGE'] = messages.map(({ id }) => id);
      values['SINCE'] = ['2026-01-01T00:00:00Z'];
    }, 90);
    emulator.refused = undefined;
  }, 300_000);
  afterAll(async () => {
    await service?.stop();
    await emulator?.stop();
  });

  it('are about the service, or need AWS', () => {
    const others = commands.filter((command) => !runnable.includes(command));
    expect(
      others.filter((command) => !/^(\w+=\S+ )*(export|stack=|aws|npx (nx|cdk)) ?/.test(command)),
    ).toEqual([]);
    expect(runnable.length).toBeGreaterThan(10);
  });

  it('run in their order, and repair it', async () => {
    // It would release the event that the runbook discards after it.
    const releaseAll = /--all-parked(?= )/;
    const script = runnable
      .map((command) => command.replace(releaseAll, '$& --dry-run'))
      // A person answers a question.
      .map((command) => command.replace(/ (discard|delete) .*$/, '$& --yes'))
      .map((command) =>
        command.replace(/^([A-Z]+)=…/, (_, name: string) => `${name}='${values[name]?.shift() ?? ''}'`),
      )
      // Its exit code tells that the service is not healthy.
      .map((command) => (command.endsWith(' status') ? `! ${command}` : command))
      .join('\n');
    const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', script], {
      cwd: workspaceRoot,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        AWS_ENDPOINT_URL: service.local.aws,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    expect([child.exitCode, errors.replaceAll(/^.*…$/gm, '').trim()]).toEqual([0, '']);
    expect(output).toContain('1 event released.');
    expect(output).toContain('1 event discarded.');
    expect(output).toContain('1 message deleted.');
    expect(output).toContain(`redriven to ${QUEUE}.`);
  }, 120_000);
});

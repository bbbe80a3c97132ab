import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { workspaceRoot } from '@nx/devkit';
import { eventually } from './eventually.js';
import { Service } from './service.js';

/** An example program in a process of its own, started as its Nx target does. */
interface Program {
  readonly process: ChildProcess;
  /** Everything it printed, by line. It grows. */
  readonly lines: readonly string[];
}

describe('the example programs of other services', () => {
  let service: Service;
  let folder: string;
  const programs: Program[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'examples-'));
    service = await Service.start();
  }, 120_000);
  afterAll(async () => {
    for (const { process } of programs) process.kill('SIGKILL');
    await service?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (name: string, ...args: string[]): Program => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(workspaceRoot, 'apps/examples', name, 'main.ts'), ...args],
      {
        cwd: workspaceRoot,
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          TSX_TSCONFIG_PATH: join(workspaceRoot, 'apps/examples/tsconfig.json'),
          ENV: service.local.env,
          AWS_ENDPOINT_URL: service.local.aws,
          AWS_REGION: service.local.region,
          AWS_ACCESS_KEY_ID: 'example',
          AWS_SECRET_ACCESS_KEY: 'example',
          DATABASE_FILE: join(folder, 'copy.sqlite'),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => lines.push(line));
    const program = { process: child, lines };
    programs.push(program);
    return program;
  };
  const startConsumer = async (): Promise<Program> => {
    const consumer = start('consumer');
    await eventually(() => expect(consumer.lines).toContain('listening'));
    return consumer;
  };
  const end = async ({ process }: Program, signal: NodeJS.Signals) => {
    const exit = once(process, 'exit');
    process.kill(signal);
    return (await exit) as [number | null, NodeJS.Signals | null];
  };
  /** Sends an event of ours again, as the bus may do. */
  const repeat = async (type: string, data: { productId: string; version: number }) => {
    const Detail = JSON.stringify({
      specversion: '1.0',
      id: `${type}-${data.version}`,
      type,
      time: '2026-11-22T09:30:00.000Z',
      subject: data.productId,
      sequence: String(data.version),
      data,
    });
    const entry = { EventBusName: await service.bus(), Source: 'local.products', DetailType: type, Detail };
    await service.eventBridge.send(new PutEventsCommand({ Entries: [entry] }));
  };

  it('the consumer applies each change once, in order, also after it was killed', async () => {
    let consumer = await startConsumer();
    await service.create('Flat White', 3.45);
    await eventually(() => expect(consumer.lines).toContain('applied product.productCreated.v2 FLATWHITE 1'));
    await service.update('FLATWHITE', 'Flat White', 3.6);
    await eventually(() => expect(consumer.lines).toContain('applied product.productUpdated.v2 FLATWHITE 2'));

    await end(consumer, 'SIGKILL');
    await service.delete('FLATWHITE');
    consumer = await startConsumer();
    // If the consumer that was killed had received it, it arrives again after the visibility timeout.
    await eventually(
      () => expect(consumer.lines).toContain('applied product.productDeleted.v2 FLATWHITE 3'),
      25,
    );

    const details = { productId: 'FLATWHITE', name: 'Flat White', price: 3.6 };
    await repeat('product.productUpdated.v2', { ...details, version: 2 });
    await repeat('product.productDeleted.v2', { productId: 'FLATWHITE', version: 3 });
    await eventually(() => {
      expect(consumer.lines).toContain('ignored product.productUpdated.v2 FLATWHITE 2');
      expect(consumer.lines).toContain('ignored product.productDeleted.v2 FLATWHITE 3');
    });

    const announced = { name: 'Mocha', price: 4, stockLevel: 2, pricingBrackets: [] };
    await repeat('product.productAnnounced.v1', { ...announced, productId: 'FLATWHITE', version: 3 });
    await repeat('product.productAnnounced.v1', { ...announced, productId: 'MOCHA', version: 5 });
    await eventually(() => {
      expect(consumer.lines).toContain('ignored product.productAnnounced.v1 FLATWHITE 3');
      expect(consumer.lines).toContain('applied product.productAnnounced.v1 MOCHA 5');
    });
    expect(consumer.lines.filter((line) => line.startsWith('failed'))).toEqual([]);
    expect(await end(consumer, 'SIGTERM')).toEqual([0, null]);
  }, 60_000);

  it('the producer changes the stock level and the prices of a product', async () => {
    await service.create('Cortado');
    const producer = start('producer', 'CORTADO', '7');
    const [code] = await once(producer.process, 'exit');
    expect([code, producer.lines]).toEqual([
      0,
      ['sent inventory.stockUpdated.v1 CORTADO', 'sent pricing.pricingCalculated.v1 CORTADO'],
    ]);
    await eventually(async () =>
      expect((await service.get('CORTADO')).body.data).toMatchObject({
        stockLevel: 7,
        pricingBrackets: [
          { quantity: 10, price: 3.1 },
          { quantity: 50, price: 2.9 },
        ],
      }),
    );
  }, 60_000);
});

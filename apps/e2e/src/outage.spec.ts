import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ListQueuesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { Service } from './service.js';

describe('while the database does not answer', () => {
  let service: Service;

  beforeAll(async () => {
    service = await Service.start();
    await service.create('Flat White');
    await tellStock(1);
    await untilStockIs(1);
  }, 120_000);
  afterAll(async () => {
    service?.signalDatabase('SIGCONT');
    await service?.stop();
  });

  const tellStock = async (newStockLevel: number) => {
    const Entry = {
      EventBusName: await service.parameter('/local/ProductService/event-bus-name'),
      Source: 'local.inventory',
      DetailType: 'inventory.stockUpdated.v1',
      Detail: JSON.stringify({ data: { productId: 'FLATWHITE', newStockLevel } }),
    };
    await service.eventBridge.send(new PutEventsCommand({ Entries: [Entry] }));
  };
  const untilStockIs = async (stockLevel: number) => {
    for (;;) {
      const { data } = (await service.get('FLATWHITE')).body;
      if ((data as { stockLevel?: number }).stockLevel === stockLevel) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const failedRuns = () =>
    service.local.lines.filter(
      (line) =>
        line['function'] === 'ProductService-HandleStockUpdated-local' && line['problem'] === '1 failed',
    );
  const deadLetters = async () => {
    const { QueueUrls = [] } = await service.sqs.send(new ListQueuesCommand({}));
    const answers = await Promise.all(
      QueueUrls.filter((url) => /DeadLetters/.test(url)).map((QueueUrl) =>
        service.sqs.send(new ReceiveMessageCommand({ QueueUrl })),
      ),
    );
    return answers.flatMap(({ Messages = [] }) => Messages);
  };

  it('clients are told to come again, and facts wait until it is back', async () => {
    expect(service.signalDatabase('SIGSTOP')).toBeGreaterThan(0);
    await tellStock(2);
    for (const request of [() => service.get('FLATWHITE'), () => service.create('Long Black')]) {
      const answer = await request();
      expect(answer).toMatchObject({
        status: 503,
        body: { data: 'Service unavailable', message: expect.stringContaining('Nothing was written') },
      });
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    while (failedRuns().length < 2) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await deadLetters()).toEqual([]);

    service.signalDatabase('SIGCONT');
    await untilStockIs(2);
    expect(await deadLetters()).toEqual([]);
    expect(await service.create('Long Black')).toMatchObject({ status: 201 });
  }, 240_000);
});

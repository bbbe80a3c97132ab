import { eventually, sleep } from './eventually.js';
import { Service } from './service.js';

describe('while the database does not answer', () => {
  let service: Service;

  beforeAll(async () => {
    service = await Service.start();
    await service.create('Flat White');
    await putStock(1);
    await untilStockIs(1);
  }, 120_000);
  afterAll(async () => {
    service?.signalDatabase('SIGCONT');
    await service?.stop();
  });

  const putStock = (newStockLevel: number) =>
    service.putEvent('inventory', 'inventory.stockUpdated.v1', {
      data: { productId: 'FLATWHITE', newStockLevel },
    });
  const untilStockIs = (stockLevel: number) =>
    eventually(
      async () => expect((await service.get('FLATWHITE')).body.data).toMatchObject({ stockLevel }),
      120,
    );
  const failedRuns = () =>
    service.local.lines.filter(
      (line) =>
        line['function'] === 'ProductService-HandleStockUpdated-local' && line['problem'] === '1 failed',
    );
  it('clients get 503 with Retry-After, and facts wait until it answers again', async () => {
    expect(service.signalDatabase('SIGSTOP')).toBeGreaterThan(0);
    await putStock(2);
    for (const request of [() => service.get('FLATWHITE'), () => service.create('Long Black')]) {
      const answer = await request();
      expect(answer).toMatchObject({
        status: 503,
        body: { data: 'Service unavailable', message: expect.stringContaining('Nothing was written') },
      });
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    while (failedRuns().length < 2) await sleep(100);
    expect(await service.deadLetters()).toEqual([]);

    service.signalDatabase('SIGCONT');
    await untilStockIs(2);
    expect(await service.deadLetters()).toEqual([]);
    expect(await service.create('Long Black')).toMatchObject({ status: 201 });
  }, 240_000);
});

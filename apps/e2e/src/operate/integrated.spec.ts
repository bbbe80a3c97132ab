import { Service } from '../service.js';
import { operate } from './run-operate.js';

let service: Service;
beforeAll(async () => {
  service = await Service.start({ env: 'dev' });
}, 180_000);
afterAll(() => service?.stop());

it('the function itself refuses to reset an environment that is shared', async () => {
  await service.create('Flat White');
  for (const option of ['--yes', '--dry-run'])
    expect(await operate(service, 'reset', option)).toMatchObject({
      exitCode: 1,
      answer: { error: { code: 'reset/not-allowed' } },
    });
  expect((await service.get('FLATWHITE')).status).toBe(200);
}, 60_000);

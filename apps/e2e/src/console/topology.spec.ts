import { stackName } from '@product-service/environment';
import { deployTemplate, describeTopology, fanOut } from '@product-service/local/in-process';
import { DEPLOYMENT_TOOLS } from '@product-service/local/testing';
import { buildAssembly, ENV } from './assemblies.js';

jest.setTimeout(300_000);

/** The topology with names instead of ids, in an order that is the same for all tools. */
const namedTopology = async (tool: (typeof DEPLOYMENT_TOOLS)[number]) => {
  const { assembly, work } = await buildAssembly(tool);
  const deployed = await deployTemplate(assembly, {
    env: ENV,
    stackName: stackName(ENV),
    workFolder: work,
  });
  try {
    const topology = await describeTopology(deployed);
    const nameOf = (id: string): string => topology.places.find((place) => place.id === id)!.name;
    const created = topology.places.find(({ name }) => name === 'ProductCreated')!.id;
    return {
      places: topology.places.map(({ kind, name }) => `${kind} ${name}`).sort(),
      connections: topology.connections
        .map(({ from, to, carries }) => `${nameOf(from)} → ${nameOf(to)}${carries ? `: ${carries}` : ''}`)
        .sort(),
      copies: fanOut(topology, created).map(nameOf),
    };
  } finally {
    await deployed.stop();
  }
};

const topologies = new Map<string, Awaited<ReturnType<typeof namedTopology>>>();
beforeAll(async () => {
  for (const tool of DEPLOYMENT_TOOLS) topologies.set(tool, await namedTopology(tool));
});
const cdk = () => topologies.get('cdk')!;

describe('the topology of the service', () => {
  it.each(DEPLOYMENT_TOOLS)('is the same in each deployment: %s', (tool) => {
    expect(topologies.get(tool)).toEqual(cdk());
  });

  it('has the way of a product from the client to the bus', () => {
    expect(cdk().connections).toEqual(
      expect.arrayContaining([
        'Clients → REST API',
        'REST API → CreateProduct: POST /product',
        'CreateProduct → Database',
        'CreateProduct → OutboxQueue',
        'every minute → OutboxQueue',
        'OutboxQueue → OutboxProcessor',
        'Database → OutboxProcessor',
        'OutboxProcessor → ProductCreated',
        'ProductCreated → PublicEventsQueue',
        'PublicEventsQueue → PublishPublicEvents',
        'PublishPublicEvents → shared-bus',
        'shared-bus → Subscribers',
      ]),
    );
    expect(cdk().copies).toEqual(['PublicEventsQueue']);
  });

  it('has the way of a fact from another service to the database', () => {
    expect(cdk().connections).toEqual(
      expect.arrayContaining([
        'Other services → shared-bus',
        'shared-bus → bus: pricing.pricingCalculated.v1, inventory.stockUpdated.v1',
        'bus → TranslateStockUpdatedQueue: inventory.stockUpdated.v1',
        'TranslateStockUpdatedQueue → TranslateStockUpdated',
        'TranslateStockUpdatedQueue → TranslateStockUpdatedQueueDeadLetters',
        'TranslateStockUpdated → StockUpdated',
        'StockUpdated → StockUpdatedQueue',
        'StockUpdatedQueue → HandleStockUpdated',
        'HandleStockUpdated → Database',
      ]),
    );
    expect(cdk().connections).not.toContainEqual(expect.stringMatching(/^Other services → bus/));
  });

  it('leaves out what no message passes: functions of operators and deployments, topics of alarms', () => {
    const names = cdk().places.join('\n');
    expect(names).not.toMatch(/Operate|Migrate|Alarm|default/);
    expect(names).toContain('function CheckOutbox');
    expect(names).toContain('dead-letters PublicEventsQueueDeadLetters');
  });
});

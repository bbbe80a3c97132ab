import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TOPIC_VARIABLES } from '@product-service/environment';
import type { AwsAnswers } from '../parts/aws-answers.js';
import { bundleFile } from '../parts/bundles.js';
import { WORKSPACE } from '../core/result.js';
import type { FunctionCode } from './function-process.js';

/** By folder below `apps`: the name of the function. */
export const FUNCTIONS = {
  'product-api/create-product': 'CreateProduct',
  'product-api/list-products': 'ListProducts',
  'product-api/get-product': 'GetProduct',
  'product-api/update-product': 'UpdateProduct',
  'product-api/patch-product': 'PatchProduct',
  'product-api/delete-product': 'DeleteProduct',
  'product-api/write-product-batch': 'WriteProductBatch',
  'product-api/outbox-processor': 'OutboxProcessor',
  'product-api/handle-pricing-changed': 'HandlePricingChanged',
  'product-api/handle-stock-updated': 'HandleStockUpdated',
  'product-acl/translate-pricing-calculated': 'TranslatePricingCalculated',
  'product-acl/translate-stock-updated': 'TranslateStockUpdated',
  'product-event-publisher/publish-public-events': 'PublishPublicEvents',
} as const;

export type FunctionFolder = keyof typeof FUNCTIONS;

export interface Surroundings {
  /** Answers the calls to AWS and to the agent. */
  readonly aws: Pick<AwsAnswers, 'endpoint' | 'variables'>;
  readonly databaseUrl: string;
  /** With Datadog's wrapper and tracer as deployed; else without both. */
  readonly isTraced: boolean;
  /** The module to run. Default: the bundle that is deployed. */
  readonly bundle?: string;
}

/** A bundle with the variables of its deployment. Its calls go to the process that answers them. */
export const deployedFunction = (
  folder: FunctionFolder,
  { aws, databaseUrl, isTraced, bundle = bundleFile(folder) }: Surroundings,
): FunctionCode => {
  const name = FUNCTIONS[folder];
  const queue = (queueName: string) => `${aws.endpoint}/000000000000/${queueName}`;
  const variables = {
    ...aws.variables,
    AWS_LAMBDA_FUNCTION_NAME: `ProductService-${name}-bench`,
    LAMBDA_TASK_ROOT: dirname(bundle),
    NODE_PATH: join(WORKSPACE, 'node_modules'),
    DATABASE_URL: databaseUrl,
    ENV: 'bench',
    EVENT_BUS_NAME: 'bus',
    JWT_SECRET_PARAM_NAME: 'secret',
    QUEUE_URL: queue('messages'),
    DEAD_LETTER_QUEUE_URL: queue('dead-letters'),
    OUTBOX_QUEUE_URL: queue('outbox.fifo'),
    ...Object.fromEntries(
      Object.values(TOPIC_VARIABLES).map((variable) => [
        variable,
        `arn:aws:sns:us-east-1:000000000000:${variable}`,
      ]),
    ),
  };
  return isTraced
    ? {
        name,
        file: join(WORKSPACE, 'node_modules/datadog-lambda-js/dist/handler.mjs'),
        variables: { ...variables, ...tracerVariables(name), ...agentVariables(aws) },
      }
    : { name, file: bundle, variables: { ...variables, DD_TRACE_ENABLED: 'false' } };
};

interface Template {
  readonly template: {
    readonly Resources: Readonly<
      Record<
        string,
        {
          readonly Properties: {
            readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
          };
        }
      >
    >;
  };
}

/** Datadog's settings of a function, from the template of its deployment. */
const tracerVariables = (name: string): Record<string, string> => {
  const { template } = JSON.parse(
    readFileSync(join(WORKSPACE, 'infra/sam/resolved.json'), 'utf8'),
  ) as Template;
  const variables = template.Resources[`${name}Function`]?.Properties.Environment?.Variables ?? {};
  return Object.fromEntries(
    Object.entries(variables).filter(
      (variable): variable is [string, string] =>
        variable[0].startsWith('DD_') && typeof variable[1] === 'string',
    ),
  );
};

/** On Lambda, the extension is the agent. */
const agentVariables = ({ endpoint }: Surroundings['aws']) => ({
  DD_ENV: 'bench',
  DD_VERSION: 'bench',
  DD_TRACE_AGENT_URL: endpoint,
  DD_TRACE_EXPERIMENTAL_EXPORTER: 'agent',
  DD_FLUSH_TO_LOG: 'true',
});

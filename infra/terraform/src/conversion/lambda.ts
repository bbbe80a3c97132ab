import { block, type TerraformType, without } from './terraform-type.js';

export const LAMBDA: Readonly<Record<string, TerraformType>> = {
  aws_lambda_function: {
    type: 'AWS::Lambda::Function',
    arn: 'lambda',
    attributes: {
      arn: 'Arn',
      id: 'Ref',
      invoke_arn:
        'arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${this.arn}/invocations',
    },
    settings: {
      function_name: 'FunctionName',
      role: 'Role',
      handler: 'Handler',
      runtime: 'Runtime',
      architectures: 'Architectures',
      memory_size: 'MemorySize',
      timeout: 'Timeout',
      layers: 'Layers',
      environment: block('Environment', { variables: 'Variables' }),
      logging_config: block('LoggingConfig', { log_format: 'LogFormat', log_group: 'LogGroup' }),
      filename: (file) => ({ Code: { S3Bucket: 'bundles', S3Key: bundleOf(String(file)) } }),
      source_code_hash: without('it only tells Terraform that the code has changed'),
      package_type: without('it is always Zip'),
      description: 'Description',
      publish: without('no version is used'),
      skip_destroy: without('nothing outlives the deployment'),
      reserved_concurrent_executions: (value) =>
        value === -1 ? {} : { ReservedConcurrentExecutions: value },
    },
  },
  aws_lambda_function_recursion_config: {
    partOf: 'function_name',
    settings: { function_name: without('the owner'), recursive_loop: 'RecursiveLoop' },
  },
  aws_lambda_function_event_invoke_config: {
    type: 'AWS::Lambda::EventInvokeConfig',
    settings: {
      function_name: 'FunctionName',
      qualifier: 'Qualifier',
      maximum_event_age_in_seconds: 'MaximumEventAgeInSeconds',
      maximum_retry_attempts: 'MaximumRetryAttempts',
    },
  },
  aws_lambda_event_source_mapping: {
    type: 'AWS::Lambda::EventSourceMapping',
    settings: {
      function_name: 'FunctionName',
      event_source_arn: 'EventSourceArn',
      batch_size: 'BatchSize',
      enabled: 'Enabled',
      function_response_types: 'FunctionResponseTypes',
      scaling_config: block('ScalingConfig', { maximum_concurrency: 'MaximumConcurrency' }),
      maximum_batching_window_in_seconds: 'MaximumBatchingWindowInSeconds',
    },
  },
  aws_lambda_permission: {
    type: 'AWS::Lambda::Permission',
    settings: {
      function_name: 'FunctionName',
      action: 'Action',
      principal: 'Principal',
      source_arn: 'SourceArn',
      statement_id: without('CloudFormation generates it'),
      statement_id_prefix: without('CloudFormation generates it'),
    },
  },
  // CloudFormation has no counterpart: a custom resource is invoked with another event.
  aws_lambda_invocation: {
    type: 'Terraform::Lambda::Invocation',
    settings: {
      function_name: 'FunctionName',
      input: (input) => ({ Input: JSON.parse(String(input)) }),
      lifecycle_scope: without('it is the default: a new input is a new invocation'),
      terraform_key: without('it is the default'),
      qualifier: without('it is the default'),
    },
  },
};

/** `product-api/create-product` of `…/product-api/create-product.zip`. */
const bundleOf = (file: string): string => file.replace(/^.*\/([^/]+\/[^/]+)\.zip$/, '$1');

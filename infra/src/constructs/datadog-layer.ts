import { ArnFormat, Stack } from 'aws-cdk-lib';
import { LayerVersion, type ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { DatadogDefaultLayerVersions } from 'datadog-cdk-constructs-v2';

const DATADOG_ACCOUNT = '464622532012';

/** Datadog's layer with the tracer, which the bundles leave out. */
export const datadogNodeLayer = (scope: Construct, id: string): ILayerVersion =>
  LayerVersion.fromLayerVersionArn(
    scope,
    id,
    Stack.of(scope).formatArn({
      service: 'lambda',
      account: DATADOG_ACCOUNT,
      resource: 'layer',
      resourceName: `Datadog-Node24-x:${DatadogDefaultLayerVersions.NODE}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  );

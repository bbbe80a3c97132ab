import type { Deployment } from '@product-service/deployment';
import { migrationsHash } from '@product-service/dsql/migrations';
import { parameterNames } from '@product-service/environment';
import { CustomResource, Duration, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnCluster } from 'aws-cdk-lib/aws-dsql';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
import { OperatorAlarm, sumOver } from './constructs/operator-alarm.js';

export interface DatabaseProps {
  readonly deployment: Deployment;
  /** Nx project with `migrate-database`. */
  readonly project: string;
}

interface Cluster {
  readonly identifier: string;
  readonly arn: string;
  readonly endpoint: string;
}

/** Conflicts per five minutes, i.e. one per second. A few are normal: writers retry. */
const MANY_CONFLICTS = 300;

/** The Aurora DSQL cluster. A deployment migrates it before it creates or updates any function that uses it. */
export class Database extends Construct {
  private readonly cluster: Cluster;
  private readonly pipelining: Deployment['databasePipelining'];
  private readonly migration: CustomResource;
  private readonly userRoleArns: string[] = [];

  constructor(scope: Construct, id: string, { deployment, project }: DatabaseProps) {
    super(scope, id);
    this.cluster = clusterOf(this, 'Cluster', deployment);
    this.pipelining = deployment.databasePipelining;
    new StringParameter(this, 'Endpoint', {
      parameterName: parameterNames(deployment.env).clusterEndpoint,
      stringValue: this.cluster.endpoint,
    });

    // Lambda's maximum: building an index takes long. The next run resumes an interrupted one.
    const timeout = Duration.minutes(15);
    const migrate = new InstrumentedFunction(this, 'MigrateDatabase', {
      deployment,
      project,
      timeout,
      // Runs during deployments only, and its failure fails the deployment.
      onErrors: 'no alarm',
    });
    this.addEndpoint(migrate);
    migrate.allow('dsql:DbConnectAdmin', this.cluster.arn);
    // The request contains the presigned URL for the response: anyone who reads it could respond in our place.
    migrate.addEnvironment('DD_CAPTURE_LAMBDA_PAYLOAD', 'false');

    // CloudFormation invokes the function directly, and again whenever a property changes.
    this.migration = new CustomResource(this, 'Migration', {
      resourceType: 'Custom::DatabaseMigration',
      serviceToken: migrate.functionArn,
      // Otherwise CloudFormation would wait an hour for a function that died before it could respond.
      serviceTimeout: timeout.plus(Duration.minutes(1)),
      properties: {
        migrations: migrationsHash(),
        clusterArn: this.cluster.arn,
        roleArns: Lazy.list({ produce: () => this.userRoleArns }),
      },
    });

    new OperatorAlarm(this, 'Conflicts', {
      entry: 'database-conflicts',
      metric: new Metric({
        namespace: 'AWS/AuroraDSQL',
        metricName: 'OccConflicts',
        dimensionsMap: { ClusterId: this.cluster.identifier },
        ...sumOver(5),
      }),
      threshold: MANY_CONFLICTS,
      periods: [3, 3],
    });
  }

  /** Gives the function the endpoint, and the permission to connect as the application's database role. */
  addUser(user: InstrumentedFunction): void {
    this.addEndpoint(user);
    user.allow('dsql:DbConnect', this.cluster.arn);
    this.userRoleArns.push(user.role.roleArn);
    // Only the function, not its IAM role: the migration needs the role to exist.
    user.node.defaultChild?.node.addDependency(this.migration);
  }

  private addEndpoint(user: InstrumentedFunction): void {
    user.set('DSQL_CLUSTER_ENDPOINT', this.cluster.endpoint);
    user.set('DATABASE_PIPELINING', this.pipelining);
  }
}

/** The existing cluster that the deployment names, or else a new one of the stack. */
const clusterOf = (scope: Construct, id: string, { clusterArn: arn, isProtected }: Deployment): Cluster => {
  if (arn !== undefined) {
    const [, , , region = '', , resource = ''] = arn.split(':');
    const identifier = resource.slice('cluster/'.length);
    // Format of every public endpoint: https://docs.aws.amazon.com/aurora-dsql/latest/userguide/getting-started.html
    return { identifier, arn, endpoint: `${identifier}.dsql.${region}.on.aws` };
  }
  const cluster = new CfnCluster(scope, id, { deletionProtectionEnabled: isProtected });
  cluster.applyRemovalPolicy(isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
  return {
    identifier: cluster.attrIdentifier,
    arn: cluster.attrResourceArn,
    endpoint: cluster.attrEndpoint,
  };
};

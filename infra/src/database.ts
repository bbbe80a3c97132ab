import { migrationsHash } from '@product-service/dsql/migrations';
import { parameterNames } from '@product-service/environment';
import { CustomResource, Duration, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnCluster } from 'aws-cdk-lib/aws-dsql';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
import { OperatorAlarm, sumOver } from './constructs/operator-alarm.js';
import type { Deployment } from './deployment.js';

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

/** In five minutes: one a second. A few are normal, and writers try again. */
const MANY_CONFLICTS = 300;

/** The Aurora DSQL cluster, migrated at deploy time before any function that uses it is created or updated. */
export class Database extends Construct {
  private readonly cluster: Cluster;
  private readonly migration: CustomResource;
  private readonly userRoleArns: string[] = [];

  constructor(scope: Construct, id: string, { deployment, project }: DatabaseProps) {
    super(scope, id);
    this.cluster = clusterOf(this, 'Cluster', deployment);
    new StringParameter(this, 'Endpoint', {
      parameterName: parameterNames(deployment.env).clusterEndpoint,
      stringValue: this.cluster.endpoint,
    });

    // As long as Lambda allows: building an index takes its time, and a run that was cut off is resumed.
    const timeout = Duration.minutes(15);
    const migrate = new InstrumentedFunction(this, 'MigrateDatabase', {
      deployment,
      project,
      timeout,
      // Runs during deployments only, which fail if it does.
      onErrors: 'the deployment tells',
    });
    migrate.set('DSQL_CLUSTER_ENDPOINT', this.cluster.endpoint);
    migrate.allow('dsql:DbConnectAdmin', this.cluster.arn);
    // A request has the address that its answer goes to, signed: whoever has it can answer for us.
    migrate.addEnvironment('DD_CAPTURE_LAMBDA_PAYLOAD', 'false');

    // CloudFormation invokes the function itself, and again whenever a property changes.
    this.migration = new CustomResource(this, 'Migration', {
      resourceType: 'Custom::DatabaseMigration',
      serviceToken: migrate.functionArn,
      // CloudFormation would wait an hour for a function that died before it could answer.
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

  /** Lets the function connect as the application's role. */
  addUser(user: InstrumentedFunction): void {
    user.set('DSQL_CLUSTER_ENDPOINT', this.cluster.endpoint);
    user.allow('dsql:DbConnect', this.cluster.arn);
    this.userRoleArns.push(user.role.roleArn);
    // Only the function itself: its role has to be there for the migration.
    user.node.defaultChild?.node.addDependency(this.migration);
  }
}

/** An existing cluster if the deployment names one, else one of the stack's own. */
const clusterOf = (scope: Construct, id: string, { clusterArn: arn, isProtected }: Deployment): Cluster => {
  if (arn !== undefined) {
    const [, , , region = '', , resource = ''] = arn.split(':');
    const identifier = resource.slice('cluster/'.length);
    // The form of every public endpoint: https://docs.aws.amazon.com/aurora-dsql/latest/userguide/getting-started.html
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

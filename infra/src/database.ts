import { migrationsHash } from '@product-service/dsql/migrations';
import { parameterNames } from '@product-service/environment';
import { CustomResource, Duration, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import { CfnCluster } from 'aws-cdk-lib/aws-dsql';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { InstrumentedFunction } from './constructs/instrumented-function.js';
import type { Deployment } from './deployment.js';

export interface DatabaseProps {
  readonly deployment: Deployment;
  /** Nx project with `migrate-database`. */
  readonly project: string;
}

/** The Aurora DSQL cluster, migrated at deploy time before any function that uses it is created or updated. */
export class Database extends Construct {
  private readonly cluster: CfnCluster;
  private readonly migration: CustomResource;
  private readonly userRoleArns: string[] = [];

  constructor(scope: Construct, id: string, { deployment, project }: DatabaseProps) {
    super(scope, id);
    const isProd = deployment.env === 'prod';
    this.cluster = new CfnCluster(this, 'Cluster', { deletionProtectionEnabled: isProd });
    this.cluster.applyRemovalPolicy(isProd ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    new StringParameter(this, 'Endpoint', {
      parameterName: parameterNames(deployment.env).clusterEndpoint,
      stringValue: this.cluster.attrEndpoint,
    });

    // As long as Lambda allows: building an index takes its time, and a run that was cut off is resumed.
    const timeout = Duration.minutes(15);
    const migrate = new InstrumentedFunction(this, 'MigrateDatabase', { deployment, project, timeout });
    migrate.set('DSQL_CLUSTER_ENDPOINT', this.cluster.attrEndpoint);
    migrate.allow('dsql:DbConnectAdmin', this.cluster.attrResourceArn);
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
        clusterArn: this.cluster.attrResourceArn,
        roleArns: Lazy.list({ produce: () => this.userRoleArns }),
      },
    });
  }

  /** Lets the function connect as the application's role. */
  usedBy(user: InstrumentedFunction): void {
    user.set('DSQL_CLUSTER_ENDPOINT', this.cluster.attrEndpoint);
    user.allow('dsql:DbConnect', this.cluster.attrResourceArn);
    this.userRoleArns.push(user.role.roleArn);
    // Only the function itself: its role has to be there for the migration.
    user.node.defaultChild?.node.addDependency(this.migration);
  }
}

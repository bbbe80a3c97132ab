import { readFileSync } from 'node:fs';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient, type Message } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { isIntegrated, parameterNames } from '@product-service/environment';
import {
  DEPLOYMENT_TOOLS,
  descendantsOf,
  startLocal,
  type StartOptions,
} from '@product-service/local/testing';
import { SignJWT } from 'jose';

/** Part of the names of all dead-letter queues: CloudFormation shortens the id in a name to 80 characters. */
export const DEAD_LETTERS = /DeadL/;

/** The tool whose deployment is tested. */
export const DEPLOYMENT = DEPLOYMENT_TOOLS.find((tool) => tool === process.env['DEPLOYMENT']) ?? 'cdk';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly data: unknown; readonly message: string };
}

/** The whole service on this machine, with the clients that other processes use: of its API and of its AWS account. */
export class Service {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly eventBridge: EventBridgeClient;
  readonly ssm: SSMClient;

  private constructor(readonly local: Awaited<ReturnType<typeof startLocal>>) {
    const config = {
      endpoint: local.aws,
      region: local.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    this.sns = new SNSClient(config);
    this.sqs = new SQSClient(config);
    this.eventBridge = new EventBridgeClient(config);
    this.ssm = new SSMClient(config);
  }

  /** Starts what {@link DEPLOYMENT} would deploy, or the given assembly. */
  static async start(start: StartOptions = {}): Promise<Service> {
    const options = start.assembly ? [] : ['--deployment', DEPLOYMENT];
    return new Service(await startLocal({ ...start, options: [...options, ...(start.options ?? [])] }));
  }

  stop(): Promise<unknown> {
    return this.local.stop();
  }

  async parameter(name: string): Promise<string> {
    const { Parameter } = await this.ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return Parameter!.Value!;
  }

  /** Name of the bus that other services use: the shared one, or ours in a stand-alone environment. */
  bus(): Promise<string> {
    const { env } = this.local;
    const { sharedEventBusName, eventBusName } = parameterNames(env);
    return this.parameter(isIntegrated(env) ? sharedEventBusName : eventBusName);
  }

  /** An event of another service, e.g. of `inventory`. */
  async putEvent(sender: string, type: string, detail: object): Promise<void> {
    const entry = {
      EventBusName: await this.bus(),
      Source: `${this.local.env}.${sender}`,
      DetailType: type,
      Detail: JSON.stringify(detail),
    };
    const { FailedEntryCount } = await this.eventBridge.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount !== 0) throw new Error(`The bus refused ${entry.Detail}`);
  }

  /** URLs of the queues whose names match. */
  async queueUrls(name: RegExp): Promise<string[]> {
    const { QueueUrls = [] } = await this.sqs.send(new ListQueuesCommand({}));
    return QueueUrls.filter((url) => name.test(url));
  }

  /** Messages in the dead-letter queues whose names match. They stay there. @throws Error if there is no such queue */
  async deadLetters(name = /./): Promise<Message[]> {
    const urls = (await this.queueUrls(DEAD_LETTERS)).filter((url) => name.test(url));
    if (urls.length === 0) throw new Error(`No dead-letter queue ${name}`);
    const received = urls.map((QueueUrl) =>
      this.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0, MessageAttributeNames: ['All'] }),
      ),
    );
    return (await Promise.all(received)).flatMap(({ Messages = [] }) => Messages);
  }

  /** A token signed with the service's own secret; `claims` replace the default ones. */
  async token(claims: Record<string, unknown> = {}): Promise<string> {
    const secret = await this.parameter(parameterNames(this.local.env).jwtSecret);
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      sub: 'someone@example.com',
      user_type: 'ADMIN',
      iat: now,
      exp: now + 600,
      ...claims,
    })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(secret));
  }

  /** A request as ADMIN. `body` is sent as JSON unless it is a string; `headers` are added to the default ones. */
  async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.local.api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.local.token}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  }

  /** Kills the processes that run a function. Linux only. Returns their number. */
  kill(functionName: string): number {
    return this.#signal(`ProductService-${functionName}-`, 'SIGKILL');
  }

  /** Suspends all processes of the database (SIGSTOP), or resumes them (SIGCONT). Linux only. Returns their number. */
  signalDatabase(signal: 'SIGSTOP' | 'SIGCONT'): number {
    return this.#signal('postgres', signal);
  }

  #signal(commandLine: string, signal: NodeJS.Signals): number {
    return descendantsOf(this.local.process.pid!).filter((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(commandLine)) return false;
        return process.kill(pid, signal);
      } catch {
        // The process has ended.
        return false;
      }
    }).length;
  }

  create(name: string, price = 3.45): Promise<Answer> {
    return this.request('POST', '/product', { name, price });
  }

  update(id: string, name: string, price: number): Promise<Answer> {
    return this.request('PUT', '/product', { id, name, price });
  }

  delete(id: string): Promise<Answer> {
    return this.request('DELETE', `/product/${encodeURIComponent(id)}`);
  }

  get(id: string): Promise<Answer> {
    return this.request('GET', `/product/${encodeURIComponent(id)}`);
  }
}

import { readFileSync } from 'node:fs';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient, type Message } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { createProduct, deleteProduct, getProduct, updateProduct } from '@product-service/client';
import { createClient, type Client } from '@product-service/client/fetch';
import { isIntegrated, parameterNames } from '@product-service/environment';
import {
  DEPLOYMENT_TOOLS,
  descendantsOf,
  startLocal,
  type RunningLocal,
  type StartOptions,
} from '@product-service/local/testing';
import { SignJWT } from 'jose';
import { checkedFetch } from './checked-fetch.js';
import { TARGET, type Target } from './target.js';

/** Part of the names of all dead-letter queues: CloudFormation shortens the id in a name to 80 characters. */
export const DEAD_LETTERS = /DeadL/;

/** The tool whose deployment is tested. */
export const DEPLOYMENT = DEPLOYMENT_TOOLS.find((tool) => tool === process.env['DEPLOYMENT']) ?? 'cdk';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly data: unknown; readonly message: string };
}

/**
 * The whole service, with the clients that other processes use: of its API and of its AWS account. Every answer of the API is
 * compared with the document of the API.
 */
export class Service {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly eventBridge: EventBridgeClient;
  readonly ssm: SSMClient;

  readonly fetch: typeof fetch;
  readonly #client: Client;
  readonly #local: RunningLocal | undefined;
  /** Products that this run made. */
  readonly #created = new Set<string>();
  #adminToken: Promise<string> | undefined;

  private constructor(
    readonly target: Target,
    local?: RunningLocal,
  ) {
    this.#local = local;
    this.fetch = checkedFetch(target.api);
    this.#client = createClient({
      baseUrl: target.api,
      fetch: this.fetch,
      auth: () => this.#admin(),
    });
    const config = {
      region: target.region,
      ...(target.aws && {
        endpoint: target.aws,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      }),
    };
    this.sns = new SNSClient(config);
    this.sqs = new SQSClient(config);
    this.eventBridge = new EventBridgeClient(config);
    this.ssm = new SSMClient(config);
  }

  /** Starts what {@link DEPLOYMENT} would deploy, or the given assembly. If there is a {@link TARGET}, it uses that. */
  static async start(start: StartOptions = {}): Promise<Service> {
    if (TARGET) return new Service(TARGET);
    const options = start.assembly ? [] : ['--deployment', DEPLOYMENT];
    const local = await startLocal({ ...start, options: [...options, ...(start.options ?? [])] });
    return new Service(local, local);
  }

  /** Stops what was started. In a {@link TARGET}, it deletes the products that were made. */
  async stop(): Promise<void> {
    if (this.#local) return this.#local.stop();
    for (const id of this.#created) await this.delete(id);
  }

  /** The process that was started. @throws Error if there is none */
  get local(): RunningLocal {
    if (!this.#local)
      throw new Error('This test looks into the process of the service, and a target is given.');
    return this.#local;
  }

  async parameter(name: string): Promise<string> {
    const { Parameter } = await this.ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return Parameter!.Value!;
  }

  /** Name of the bus that other services use: the shared one, or ours in a stand-alone environment. */
  bus(): Promise<string> {
    const { env } = this.target;
    const { sharedEventBusName, eventBusName } = parameterNames(env);
    return this.parameter(isIntegrated(env) ? sharedEventBusName : eventBusName);
  }

  /** An event of another service, e.g. of `inventory`. */
  async putEvent(sender: string, type: string, detail: object): Promise<void> {
    const entry = {
      EventBusName: await this.bus(),
      Source: `${this.target.env}.${sender}`,
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
    const secret = await this.parameter(parameterNames(this.target.env).jwtSecret);
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
    const response = await this.fetch(`${this.target.api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.#admin()}`,
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

  /** The token that was given, or one for an hour. */
  #admin(): Promise<string> {
    const hour = Math.floor(Date.now() / 1000) + 3600;
    this.#adminToken ??= this.target.token ? Promise.resolve(this.target.token) : this.token({ exp: hour });
    return this.#adminToken;
  }

  async create(name: string, price = 3.45): Promise<Answer> {
    const call = await createProduct({ client: this.#client, body: { name, price } });
    if (call.data) this.#created.add(call.data.data.productId);
    return answerOf(call);
  }

  async update(id: string, name: string, price: number): Promise<Answer> {
    return answerOf(await updateProduct({ client: this.#client, body: { id, name, price } }));
  }

  async delete(productId: string): Promise<Answer> {
    return answerOf(await deleteProduct({ client: this.#client, path: { productId } }));
  }

  async get(productId: string): Promise<Answer> {
    return answerOf(await getProduct({ client: this.#client, path: { productId } }));
  }
}

/** A call of the client whose `fetch` failed has an error and no response. */
const answerOf = (call: { data?: unknown; error?: unknown; response?: Response }): Answer => {
  if (!call.response) throw call.error;
  const { status, headers } = call.response;
  return { status, headers, body: (call.data ?? call.error) as Answer['body'] };
};

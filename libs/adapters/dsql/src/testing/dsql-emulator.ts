import { once } from 'node:events';
import { connect, createServer, Socket, type AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Client } from 'pg';
import { selfSignedCertificate } from './certificate.js';
import { IAM_MAPPINGS, serveSession, type Fault } from './emulated-session.js';
import {
  AUTHENTICATION_CLEARTEXT_PASSWORD,
  fatal,
  int32,
  message,
  messageReader,
  parseStartup,
  SSL_REQUEST,
  startup,
  type StartupParameters,
} from './postgres-protocol.js';

/** The endpoint of an invented cluster. */
export const CLUSTER_ENDPOINT = 'abcdefghijklmnopqrstuvwxyz.dsql.eu-west-1.on.aws';

/** Startup parameters that Aurora DSQL accepts. It rejects others, e.g. `statement_timeout`. */
const ACCEPTED_PARAMETERS = ['user', 'database', 'client_encoding', 'application_name'];

export interface Login {
  readonly parameters: StartupParameters;
  readonly token: string;
}

/** Aurora DSQL's maximum age of a connection: CHAP_quotas.html. */
const LIFETIME_MS = 60 * 60_000;

/**
 * Emulates an Aurora DSQL cluster in front of a PostgreSQL: TLS, users, IAM tokens instead of passwords, only documented
 * statements, injected conflicts, and expiring connections. It checks everything in a token except the signature.
 */
export const startDsqlEmulator = async (postgresUrl: string) => {
  const { key, cert } = selfSignedCertificate(CLUSTER_ENDPOINT);
  const logins: Login[] = [];
  const violations: string[] = [];
  let fault: Fault = () => undefined;
  let expiry = new AbortController();
  const sockets = new Set<Socket>();
  await noteIamMappings(postgresUrl);

  const serve = async (raw: Socket): Promise<void> => {
    raw.on('error', () => {});
    const request = await messageReader(raw).untyped();
    if (request.readInt32BE() !== SSL_REQUEST) return void raw.end(fatal('28000', 'TLS is required'));
    raw.write('S');
    const client = new TLSSocket(raw, { isServer: true, key, cert });
    client.on('error', () => {});
    const reader = messageReader(client);
    const parameters = parseStartup(await reader.untyped());
    client.write(message('R', int32(AUTHENTICATION_CLEARTEXT_PASSWORD)));
    const token = (await reader.typed()).body.toString('utf8').replace(/\0$/, '');
    const refusal = refusalOf({ parameters, token });
    if (refusal) return void client.end(fatal('28000', `unable to accept connection, ${refusal}`));
    const upstream = await logIn(postgresUrl, parameters.user ?? '');
    if (!upstream) return void client.end(fatal('28000', `role "${parameters.user}" does not exist`));
    logins.push({ parameters, token });
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
    // From here on this is the normal PostgreSQL protocol, starting with AuthenticationOk.
    client.write(message('R', int32(0)));
    await serveSession(client, upstream, {
      fault: (sql) => fault(sql),
      violated: (violation) => void violations.push(violation),
      lifetime: AbortSignal.any([AbortSignal.timeout(LIFETIME_MS), expiry.signal]),
    });
  };

  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    void serve(socket).catch(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    /** Successful logins. */
    logins,
    /** Statements that were rejected because Aurora DSQL does not document them. */
    violations,
    /** Injects failures from now on; without an argument, no statement fails. */
    failWhere(next: Fault = () => undefined): void {
      fault = next;
    },
    /** Expires all current connections. */
    expire(): void {
      expiry.abort();
      expiry = new AbortController();
    },
    /** Pool settings that connect to this emulator instead of the cluster, whose name does not resolve. */
    overrides: {
      ssl: { rejectUnauthorized: true, ca: cert },
      stream: () => {
        const socket = new Socket();
        const connectTo = socket.connect.bind(socket) as (port: number, host: string) => Socket;
        return Object.assign(socket, { connect: () => connectTo(port, '127.0.0.1') });
      },
    },
    stop: async (): Promise<void> => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
};

/** Why Aurora DSQL would reject this login. */
const refusalOf = ({ parameters: { user, ...others }, token }: Login): string | undefined => {
  const unknown = Object.keys(others).find((name) => !ACCEPTED_PARAMETERS.includes(name));
  if (unknown) return `setting configuration parameter "${unknown}" not supported`;
  // A token is a presigned URL without its scheme.
  const { hostname, searchParams } = new URL(`https://${token}`);
  if (hostname !== CLUSTER_ENDPOINT) return 'access denied: token for another host';
  if (searchParams.get('Action') !== (user === 'admin' ? 'DbConnectAdmin' : 'DbConnect')) {
    return `access denied. Wrong user to action mapping. user: ${user}, action: ${searchParams.get('Action')}`;
  }
  const scope = searchParams.get('X-Amz-Credential')?.split('/').slice(2).join('/');
  if (scope !== 'eu-west-1/dsql/aws4_request') return 'access denied: token for another region or service';
  if (!searchParams.get('X-Amz-Signature')) return 'access denied: unsigned token';
  const [date = '', time = ''] = searchParams.get('X-Amz-Date')?.replace('Z', '').split('T') ?? [];
  const signedAt = Date.parse(
    `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`,
  );
  const expiresAt = signedAt + Number(searchParams.get('X-Amz-Expires')) * 1000;
  return Date.now() < expiresAt ? undefined : 'access denied: token expired';
};

const noteIamMappings = async (postgresUrl: string): Promise<void> => {
  const owner = new Client({ connectionString: postgresUrl });
  await owner.connect();
  await owner.query(IAM_MAPPINGS);
  await owner.end();
};

/** Logs in to PostgreSQL as superuser and switches to the role `user`, so that its grants apply. `undefined` if there is no such role. */
const logIn = async (postgresUrl: string, user: string): Promise<Socket | undefined> => {
  const { port, username, password, pathname } = new URL(postgresUrl);
  const upstream = connect(Number(port), '127.0.0.1');
  upstream.on('error', () => {});
  const reader = messageReader(upstream);
  upstream.write(
    startup({
      user: username,
      database: pathname.slice(1),
      // Aurora DSQL's isolation level.
      options: `-c default_transaction_isolation=repeatable\\ read${user === 'admin' ? '' : ` -c role=${user}`}`,
    }),
  );
  await reader.typed();
  upstream.write(message('p', `${password}\0`));
  await reader.typed();
  // AuthenticationOk is followed by a first setting, which the client does not need, or by an error about the role.
  const { type } = await reader.typed();
  return type === 'E' ? undefined : upstream;
};

import { once } from 'node:events';
import { connect, createServer, Socket, type AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { selfSignedCertificate } from './certificate.js';
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

/** A made-up cluster's. */
export const CLUSTER_ENDPOINT = 'abcdefghijklmnopqrstuvwxyz.dsql.eu-west-1.on.aws';

/** What Aurora DSQL lets a client say when it connects; it refuses, for one, `statement_timeout`. */
const ACCEPTED_PARAMETERS = ['user', 'database', 'client_encoding', 'application_name'];

export interface Login {
  readonly parameters: StartupParameters;
  readonly token: string;
}

/**
 * The front door of an Aurora DSQL cluster, before a plain PostgreSQL: TLS, users, and IAM tokens in place of
 * passwords. It checks all of a token but its signature.
 */
export const startDsqlFront = async (postgresUrl: string) => {
  const { key, cert } = selfSignedCertificate(CLUSTER_ENDPOINT);
  const logins: Login[] = [];

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
    // From here on both only say what any PostgreSQL says, beginning with AuthenticationOk.
    client.write(message('R', int32(0)));
    client.pipe(upstream).pipe(client);
  };

  const server = createServer((socket) => void serve(socket).catch(() => socket.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    /** Who got in. */
    logins,
    /** Settings of a pool that finds this in place of the cluster, whose name no DNS server knows. */
    overrides: {
      ssl: { rejectUnauthorized: true, ca: cert },
      stream: () => {
        const socket = new Socket();
        const connectTo = socket.connect.bind(socket) as (port: number, host: string) => Socket;
        return Object.assign(socket, { connect: () => connectTo(port, '127.0.0.1') });
      },
    },
    stop: async (): Promise<void> => {
      server.close();
      await once(server, 'close');
    },
  };
};

/** Why Aurora DSQL would not let this one in. */
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

/** Logs in to the PostgreSQL as its superuser, and becomes `user` there, whose grants then count, if it exists. */
const logIn = async (postgresUrl: string, user: string): Promise<Socket | undefined> => {
  const { port, username, password, pathname } = new URL(postgresUrl);
  const upstream = connect(Number(port), '127.0.0.1');
  upstream.on('error', () => {});
  const reader = messageReader(upstream);
  upstream.write(
    startup({
      user: username,
      database: pathname.slice(1),
      ...(user !== 'admin' && { options: `-c role=${user}` }),
    }),
  );
  await reader.typed();
  upstream.write(message('p', `${password}\0`));
  await reader.typed();
  // After AuthenticationOk comes a first setting, which the client can do without, or the refusal of the role.
  const { type } = await reader.typed();
  return type === 'E' ? undefined : upstream;
};

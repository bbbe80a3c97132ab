import { ATTACKS, type AttackRequest, type Verdict } from '@product-service/jwt/testing';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { SignJWT } from 'jose';
import type { Sender } from '../inputs/requests.js';

const ALL = Object.values(ATTACKS).flat();
const AUTHORIZATION = /^authorization$/i;

/** Adds what identifies the sender of a request. */
export interface Signer {
  (
    event: APIGatewayProxyEvent,
    sender: Sender,
  ): Promise<{
    readonly event: APIGatewayProxyEvent;
    /** On a route for administrators. */
    readonly verdict: Verdict;
  }>;
}

export const signerWith = async (secret: string): Promise<Signer> => {
  const token = await new SignJWT({ sub: 'fuzz', user_type: 'ADMIN' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('6h')
    .sign(Buffer.from(secret));
  const administrator: AttackRequest = { authorization: [`Bearer ${token}`] };

  return async (event, sender) => {
    const attack = sender === 'administrator' ? undefined : ALL[sender];
    const request = attack
      ? await attack.requestTo({ secret, previousSecret: 'of yesterday' })
      : administrator;
    return { event: withSender(event, request), verdict: attack?.expected ?? 'accepted' };
  };
};

const withSender = (
  event: APIGatewayProxyEvent,
  { authorization, headers = {}, query }: AttackRequest,
): APIGatewayProxyEvent => {
  const own = Object.fromEntries(
    Object.entries(event.multiValueHeaders).filter(([name]) => !AUTHORIZATION.test(name)),
  );
  const added = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  const multiValueHeaders = {
    ...own,
    ...added,
    ...(authorization.length > 0 && { Authorization: [...authorization] }),
  };
  const parameters = query === undefined ? undefined : Object.fromEntries(new URLSearchParams(query));
  return {
    ...event,
    multiValueHeaders,
    headers: Object.fromEntries(
      Object.entries(multiValueHeaders).map(([name, values]) => [name, values?.at(-1)]),
    ),
    ...(parameters && {
      queryStringParameters: { ...event.queryStringParameters, ...parameters },
      multiValueQueryStringParameters: {
        ...event.multiValueQueryStringParameters,
        ...Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]])),
      },
    }),
  };
};

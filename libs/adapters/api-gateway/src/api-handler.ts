import { log, withLogFields } from '@product-service/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { errorResponse } from './error-response.js';
import { headerOf } from './request.js';

interface Steps<Command, Result, Caller> {
  readonly parse: (event: APIGatewayProxyEvent, caller: Caller) => Command;
  readonly run: (command: Command) => Promise<Result>;
  readonly reply: (result: Result, event: APIGatewayProxyEvent) => APIGatewayProxyResult;
}

/** A public route: its steps, in order. If a step throws, `errorResponse` makes the response. */
export interface PublicRoute<Command, Result> extends Steps<Command, Result, undefined> {
  readonly authorize?: undefined;
}

/** A route that needs authorisation, which comes before the other steps. */
export interface ProtectedRoute<Command, Result, Caller> extends Steps<Command, Result, Caller> {
  /** Rejects if the value of the `Authorization` header is not sufficient. */
  readonly authorize: (authorization: string | undefined) => Promise<Caller>;
}

export type ApiHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** A Lambda handler for one route of a REST API. It never rejects, and logs one line per request. */
export const apiHandler = <Command, Result, Caller>(
  route: PublicRoute<Command, Result> | ProtectedRoute<Command, Result, Caller>,
): ApiHandler => {
  const commandOf = async (event: APIGatewayProxyEvent): Promise<Command> =>
    route.authorize
      ? route.parse(event, await route.authorize(headerOf(event, 'authorization')))
      : route.parse(event, undefined);
  const responseTo = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    try {
      return route.reply(await route.run(await commandOf(event)), event);
    } catch (error) {
      return errorResponse(error, event);
    }
  };
  return (event, { awsRequestId }) =>
    withLogFields({ requestId: event.requestContext?.requestId, awsRequestId }, async () => {
      const started = performance.now();
      const response = await responseTo(event);
      const { httpMethod: method, resource } = event;
      const ms = Math.round(performance.now() - started);
      log.info('request answered', { method, resource, statusCode: response.statusCode, ms });
      return response;
    });
};

import { z } from 'zod';
import { whole } from '../../service-model/resource-type.js';
import { unknownInTemplate } from './gateway-responses.js';
import { FIXED_TEXT } from './integration.js';
import type { RestApi } from './rest-api.js';

/** Properties of an `AWS::ApiGateway::GatewayResponse`, in the forms that the local cloud supports. */
export const GATEWAY_RESPONSE = z.strictObject({
  ResponseType: z.string(),
  StatusCode: whole.optional(),
  ResponseParameters: z.record(z.string().startsWith('gatewayresponse.header.'), FIXED_TEXT).default({}),
  ResponseTemplates: z
    .strictObject({
      'application/json': z
        .string()
        .refine((template) => unknownInTemplate(template) === undefined, {
          error: ({ input }) => `the local cloud does not know ${unknownInTemplate(String(input))} in it`,
        })
        .optional(),
    })
    .optional(),
});

export const setGatewayResponse = (api: RestApi, response: z.infer<typeof GATEWAY_RESPONSE>): void => {
  const { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } = response;
  const headers = Object.entries(ResponseParameters).map(([name, value]) => [
    name.slice('gatewayresponse.header.'.length),
    value,
  ]);
  api.gatewayResponses.set(ResponseType, {
    status: StatusCode,
    headers: Object.fromEntries(headers),
    template: ResponseTemplates?.['application/json'],
  });
};

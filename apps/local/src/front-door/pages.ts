import { z } from 'zod';
import { AwsError } from './aws-error.js';

/** What callers say about pages. */
export const pageOf = (maximum: number, usual: number) => ({
  MaxResults: z.number().int().min(1).max(maximum).default(usual),
  NextToken: z.string().optional(),
});

/**
 * One page of names in their order. The token tells the last name of the page before, so that pages stay right while names
 * come and go. @throws AwsError InvalidNextToken
 */
export const pageFrom = (
  names: readonly string[],
  { MaxResults, NextToken }: { readonly MaxResults: number; readonly NextToken?: string | undefined },
): { readonly items: readonly string[]; readonly NextToken?: string } => {
  const last = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString();
  if (NextToken !== undefined && tokenOf(last) !== NextToken) {
    throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
  }
  const left = names.filter((name) => name > last);
  const items = left.slice(0, MaxResults);
  const [next] = items.slice(-1);
  return { items, ...(next !== undefined && left.length > items.length && { NextToken: tokenOf(next) }) };
};

const tokenOf = (name: string): string => Buffer.from(name).toString('base64url');

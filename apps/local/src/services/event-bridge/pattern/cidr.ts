import { BlockList, isIP } from 'node:net';
import { InvalidPatternError } from './invalid-pattern-error.js';

/** By the results of `isIP`. */
const FAMILIES: Readonly<Record<number, { readonly name: 'ipv4' | 'ipv6'; readonly bits: number }>> = {
  4: { name: 'ipv4', bits: 32 },
  6: { name: 'ipv6', bits: 128 },
};

/** Compiles a range of IP addresses such as `10.0.0.0/24`. @throws InvalidPatternError */
export const compileCidr = (range: string): ((value: string) => boolean) => {
  const [, address = '', bits = ''] = /^([^/%]*)\/(\d{1,3})$/.exec(range) ?? [];
  const family = FAMILIES[isIP(address)];
  // As in AWS, a single address is not a range.
  if (!family || Number(bits) >= family.bits) {
    throw new InvalidPatternError(`cidr takes a range such as 10.0.0.0/24, not ${range}`);
  }
  const block = new BlockList();
  block.addSubnet(address, Number(bits), family.name);
  return (value) => {
    // BlockList throws for an address with a zone.
    const own = value.includes('%') ? undefined : FAMILIES[isIP(value)];
    return own !== undefined && block.check(value, own.name);
  };
};

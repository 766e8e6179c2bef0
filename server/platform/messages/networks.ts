import { BlockList, isIPv6 } from 'node:net';

/** Ranges of IPv4 that are not the public internet (IANA's special-purpose registry, multicast and reserved). */
const NOT_PUBLIC_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** The public internet of IPv6 is in one range; these parts of it stand for something else. */
const PUBLIC_6 = ['2000::/3'];
const NOT_PUBLIC_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** A list of networks; `address/prefix`, or a single address. */
export const networks = (subnets: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', prefix] = subnet.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
};

const notPublic4 = networks(NOT_PUBLIC_4);
const public6 = networks(PUBLIC_6);
const notPublic6 = networks(NOT_PUBLIC_6);

/** Whether an address is one of the public internet. An IPv4 address inside an IPv6 one never is. */
export const isPublic = (address: string): boolean =>
  isIPv6(address)
    ? public6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6')
    : !notPublic4.check(address, 'ipv4');

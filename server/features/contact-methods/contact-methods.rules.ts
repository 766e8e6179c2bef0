import { emailKey } from '#protocol/email-key';
import type { CommandInput } from '#protocol/index';

export type Address = CommandInput<'contact-method:add'>['address'];
export type ContactKind = Address['kind'];

/** Contact methods of one technician: every device and mailbox somebody has, and no list to send to. */
export const METHODS_MAX = 10;

/** What its owner knows it by. */
export const shownAddress = (address: Address): string => {
  if (address.kind === 'email') return address.email;
  if (address.kind === 'text') return address.phone;
  return address.kind === 'webhook' ? address.url : address.browser;
};

/** What makes two of a kind the same. A browser is the same while its subscription is. */
export const addressKey = (address: Address): string => {
  if (address.kind === 'push') return address.endpoint;
  return address.kind === 'email' ? emailKey(address.email) : shownAddress(address);
};

/** What a code sent to a contact method is good for: this address of this technician, and nothing else (S9). */
export const codePurpose = (method: {
  account: string;
  technician_id: string;
  kind: string;
  address_key: string;
}): { account: string; holder: string; purpose: string[] } => ({
  account: method.account,
  holder: `technician:${method.technician_id}`,
  purpose: ['contact-method:verify', method.kind, method.address_key],
});

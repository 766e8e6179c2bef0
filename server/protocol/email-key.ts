/** What two e-mail addresses of one mailbox have in common: they are compared without regard to case. */
export const emailKey = (email: string): string => email.toLowerCase();

import { z } from 'zod';
import { email, id, name, optionalText, text, time, version } from './fields.ts';
import { named } from './names.ts';

/** 20 facts of 500 characters: as much as a technician takes in beside a conversation. */
export const CONTEXT = { facts: 20, name: 40, value: 500 } as const;

/** What a website says of a customer's page, cart, plan …, in its own words; nobody has checked it. */
export const requestContext = named(
  'RequestContext',
  z
    .record(text(CONTEXT.name), optionalText(CONTEXT.value))
    .refine((facts) => Object.keys(facts).length <= CONTEXT.facts, { params: { issue: 'too_long' } }),
);

const status = named('RequestStatus', z.enum(['new', 'active', 'completed', 'abandoned']));
/** `live`: a technician was Available when it was sent. `offline`: none was, or it was left to be kept. */
const origin = named('RequestOrigin', z.enum(['live', 'offline']));
/** What is the same for whoever sees a request. */
const common = { id, threadId: id, number: z.int().positive(), status, origin };

/** What a visitor sees of their own request; decided by the server alone. */
export const ownRequest = named(
  'OwnRequest',
  z.object({
    ...common,
    /**
     * `waiting`: for a technician, in the queue. `kept`: it is stored and will be worked through. `chatting`: taken.
     * `closed`: the portal is Inactive; the request is kept, nothing can be written. `completed`, `abandoned`: over.
     */
    kind: z.enum(['waiting', 'kept', 'chatting', 'closed', 'completed', 'abandoned']),
    /** Whether a technician is Available now. */
    live: z.boolean(),
    /** It has waited long enough to be offered to be left instead, although a technician is Available. */
    offered: z.boolean(),
    /** The portal went Inactive and this chat may finish. */
    draining: z.boolean(),
    /** Whether a message can be written now. */
    writable: z.boolean(),
    technician: z.object({ name }).nullable(),
    name,
    createdAt: time,
    version,
  }),
);

/** Where somebody stands who waits. */
export const queue = named(
  'Queue',
  z.object({
    /** 1 is next: of those who wait, only who could be served by the same technicians counts. */
    position: z.int().positive(),
    /** Minutes within which three of four customers of the account were served in the last day; null: too few to say. */
    within: z.int().positive().nullable(),
  }),
);

/** A request as technicians see it. */
export const request = named(
  'Request',
  z.object({
    ...common,
    company: z.object({ id, name }),
    /** `verified`: their website has said who they are; else name and address are what they typed. */
    customer: z.object({
      name,
      email: email.nullable(),
      /** To be called back, as they typed it. */
      phone: z.string().nullable(),
      verified: z.boolean(),
    }),
    technician: z.object({ id, name }).nullable(),
    /** The first words of the question. */
    excerpt: z.string(),
    /** The website it was sent from, as the browser said. */
    website: z.string().nullable(),
    /** What that website said beside, as it said it. */
    context: requestContext,
    createdAt: time,
    changedAt: time,
    /** The portal went Inactive and this chat may finish. */
    draining: z.boolean(),
    /** By when it is to be worked on; null: no date. */
    dueAt: time.nullable(),
    /** Marked as spam: listed apart. */
    spam: z.boolean(),
    version,
  }),
);

import { z } from 'zod';
import { define } from './define.ts';
import { commandId, known, same, time, version } from './fields.ts';
import { named } from './names.ts';

export const availability = named(
  'Availability',
  z.object({
    /** Whether the Status menu is there at all: a company the technician has access to has a portal (G9). */
    menu: z.boolean(),
    /** Available / Unavailable for chat requests (G10). */
    available: z.boolean(),
    /** Asked whether they are still there: since when they have done nothing (G23). Null: not asked, or answered. */
    idleSince: time.nullable(),
    /** They are asked because business hours are over, not because they did nothing. */
    hoursOver: z.boolean(),
    /** Notification sound on or off (G16). */
    sound: z.boolean(),
    version,
  }),
);

/** A technician's own switch, and the Status menu around it. */
export default define({
  commands: {
    'availability:get': {
      summary:
        'The Status menu of the signed-in technician. Over a socket, changes are pushed as `availability:changed`.',
      http: { method: 'GET', path: '/api/availability' },
      input: z.object({ version: known }),
      output: z.union([availability, same]),
      permission: 'profile.own',
      scope: 'own',
      subscribes: 'technician',
    },
    'availability:set': {
      summary: 'Switch to Available or Unavailable, or the notification sound on or off.',
      input: z.object({ commandId, available: z.boolean().optional(), sound: z.boolean().optional() }),
      output: availability,
      errors: ['forbidden'],
      permission: 'profile.own',
      scope: 'own',
      changes: 'once',
      audited: true,
    },
    'availability:confirm': {
      summary:
        'Still there: answers `availability:reminder` and stays Available, for who is. Any other command that takes effect once, such as a message, answers it too.',
      input: z.object({ commandId }),
      output: availability,
      permission: 'profile.own',
      scope: 'own',
      changes: 'once',
      audited: true,
    },
  },
  events: {
    'availability:changed': {
      summary: 'The Status menu changed, here, in another tab, or by an admin: the new snapshot.',
      payload: availability,
      room: 'technician',
    },
    'availability:reminder': {
      summary:
        'Available for hours (setting `availability.reminder`, 4 unless set) without doing anything, or still Available when business hours are over (`availability.reminderAtEnd`): the new snapshot, with `idleSince`. Once, until it is answered.',
      payload: availability,
      room: 'technician',
    },
  },
});

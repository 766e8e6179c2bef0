import { defineFeature, type Changing } from '../feature.ts';
import { changeTechnician, narrowing } from '../technicians/index.ts';
import { isRequired } from './factors.ts';
import { managingHandlers } from './managing.handlers.ts';
import { securityHandlers } from './security.handlers.ts';
import { sessionHandlers } from './session.handlers.ts';
import { secondFactorRequired } from './sign-in.settings.ts';

export { resetFactors } from './factors.ts';

/** Narrows whoever lacks the second factor their account asks for, and widens whoever has it again. */
const narrow = async ({ db, emit }: Changing, account: string, only?: string): Promise<void> => {
  const required = await isRequired(db, account);
  for (const { id, narrowed } of await narrowing(db, account, required, only)) {
    await changeTechnician(db, account, id, { narrowed }, 'own');
    if (only === undefined) emit({ type: 'technician.changed', account, technicianId: id });
  }
};

/** Password, second factor, passkeys, and the sessions that come of them. */
export const signIn = defineFeature({
  name: 'sign-in',
  handlers: { ...sessionHandlers, ...securityHandlers, ...managingHandlers },
  settings: [secondFactorRequired],
  reactions: {
    // Before any other feature asks what they may do: this one comes first in the list of features.
    'technician.changed': ({ account, technicianId }, context) => narrow(context, account, technicianId),
    'setting.changed': ({ account, key }, context) =>
      key === secondFactorRequired.key ? narrow(context, account) : Promise.resolve(),
  },
});

import type { EventPayload } from '#protocol/index';
import type { Db } from '../../platform/database/index.ts';
import { pushKeys } from '../../platform/messages/index.ts';
import type { Changing, Deps } from '../feature.ts';
import { changeTechnician, findTechnician } from '../technicians/index.ts';
import type { ContactKind } from './contact-methods.rules.ts';
import { listMethods, presentMethod, type ContactMethodRow } from './contact-methods.store.ts';

export type ContactMethodsView = EventPayload<'contact-method:changed'>;

/** What can be added: mail and text messages only where there is somebody to send them. */
export const kindsOffered = ({ mail, text }: Deps['messages']): ContactKind[] => {
  const kinds: [ContactKind, unknown][] = [
    ['email', mail],
    ['text', text],
    ['push', true],
    ['webhook', true],
  ];
  return kinds.filter(([, offered]) => offered).map(([kind]) => kind);
};

/** A technician's contact methods; `null` where there is none by this id. */
export const contactMethodsView = async (
  { db, deps }: { db: Db; deps: Pick<Deps, 'messages' | 'secrets'> },
  account: string,
  technicianId: string,
): Promise<ContactMethodsView | null> => {
  const owner = await findTechnician(db, account, technicianId);
  return (
    owner && {
      methods: (await listMethods(db, account, technicianId)).map(presentMethod),
      kinds: kindsOffered(deps.messages),
      pushKey: pushKeys(deps.secrets).publicKey,
      version: owner.view_version,
    }
  );
};

/** Whatever changes a technician's contact methods: their consoles see it. */
export const tellChanged = async (
  context: Changing,
  { account, technician_id: technicianId }: Pick<ContactMethodRow, 'account' | 'technician_id'>,
): Promise<void> => {
  await changeTechnician(context.db, account, technicianId, {}, 'own');
  context.emit({ type: 'contact-methods.changed', account, technicianId });
};

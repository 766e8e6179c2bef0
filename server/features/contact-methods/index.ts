import { defineFeature } from '../feature.ts';
import { handlers } from './contact-methods.handlers.ts';
import { contactMethodsView } from './contact-methods.view.ts';
import { sendCodeJob } from './send-code.ts';

export {
  findMethod,
  findRecipient,
  methodsInUse,
  removeMethod,
  type ContactMethodRow,
} from './contact-methods.store.ts';
export { tellChanged } from './contact-methods.view.ts';
export { deliver, type Message } from './deliver.ts';
export { mayBeSent } from './send-code.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    'contact-methods.changed': { technicianId: string };
  }
}

/** How technicians are told of requests, beside the console. */
export const contactMethods = defineFeature({
  name: 'contact-methods',
  handlers,
  jobs: [sendCodeJob],
  publishers: {
    'contact-methods.changed': async ({ account, technicianId }, { db, deps, push }) => {
      const view = await contactMethodsView({ db, deps }, account, technicianId);
      if (view) push.to('technician', technicianId, 'contact-method:changed', view);
    },
  },
});

// Made by `npm run languages` from the folders beside; see docs/languages.md.
import accounts from './console-accounts.json' with { type: 'json' };
import availability from './console-availability.json' with { type: 'json' };
import blocks from './console-blocks.json' with { type: 'json' };
import companies from './console-companies.json' with { type: 'json' };
import contactMethods from './console-contact-methods.json' with { type: 'json' };
import contacts from './console-contacts.json' with { type: 'json' };
import errors from './console-errors.json' with { type: 'json' };
import frame from './console-frame.json' with { type: 'json' };
import notifications from './console-notifications.json' with { type: 'json' };
import plans from './console-plans.json' with { type: 'json' };
import portals from './console-portals.json' with { type: 'json' };
import reports from './console-reports.json' with { type: 'json' };
import requests from './console-requests.json' with { type: 'json' };
import settings from './console-settings.json' with { type: 'json' };
import signIn from './console-sign-in.json' with { type: 'json' };
import technicians from './console-technicians.json' with { type: 'json' };
import threads from './threads.json' with { type: 'json' };

export default {
  accounts,
  availability,
  blocks,
  companies,
  'contact-methods': contactMethods,
  contacts,
  errors,
  frame,
  notifications,
  plans,
  portals,
  reports,
  requests,
  settings,
  'sign-in': signIn,
  technicians,
  threads,
};

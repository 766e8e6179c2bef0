import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/callout/callout.js';
import '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js';
import '@awesome.me/webawesome/dist/components/icon/icon.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/radio/radio.js';
import '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import '@awesome.me/webawesome/dist/components/spinner/spinner.js';
import '@awesome.me/webawesome/dist/components/switch/switch.js';
import './console.css';
import { lasting } from '../core/storage.ts';
import { SupportLanguage } from '../features/accounts/console-language.ts';
import { PreferencesStore } from '../features/accounts/console-preferences.store.ts';
import { SupportAvailabilityReminder } from '../features/availability/console-reminder.ts';
import { SupportStatusMenu } from '../features/availability/console-status-menu.ts';
import { SupportAssigned } from '../features/notifications/console-assigned.ts';
import { SupportArrivalSummary } from '../features/notifications/console-summary.ts';
import { SupportSecondStep } from '../features/sign-in/console-second-step.ts';
import { Rest } from '../transport/rest.ts';
import { SocketTransport } from '../transport/socket.ts';
import { createApp } from './app.ts';
import { createConsoleI18n } from './console-i18n.ts';
import { SupportFirstSteps } from './first-steps.ts';
import { SupportFrame } from './frame.ts';
import { registerIcons } from './icons.ts';
import { SupportInvitation } from './invitation.ts';
import { SupportSetUp } from './set-up.ts';
import { SupportSettings } from './settings.ts';
import { SupportSignIn } from './sign-in.ts';
import { SupportConsole } from './support-console.ts';
import { followColorScheme } from './theme.ts';
import { SupportTopBar } from './top-bar.ts';

const preferences = new PreferencesStore(lasting);
followColorScheme(preferences);
registerIcons();

const i18n = await createConsoleI18n(preferences.get().language);
const app = createApp({
  i18n,
  preferences,
  rest: new Rest({ origin: '' }),
  transport: new SocketTransport({ url: location.origin }),
});

document.querySelector('support-console')?.remove();

customElements.define('support-status-menu', SupportStatusMenu);
customElements.define('support-availability-reminder', SupportAvailabilityReminder);
customElements.define('support-arrival-summary', SupportArrivalSummary);
customElements.define('support-assigned', SupportAssigned);
customElements.define('support-language', SupportLanguage);
customElements.define('support-second-step', SupportSecondStep);
customElements.define('support-sign-in', SupportSignIn);
customElements.define('support-set-up', SupportSetUp);
customElements.define('support-invitation', SupportInvitation);
customElements.define('support-settings', SupportSettings);
customElements.define('support-top-bar', SupportTopBar);
customElements.define('support-first-steps', SupportFirstSteps);
customElements.define('support-frame', SupportFrame);
customElements.define('support-console', SupportConsole);

// The tag the server put there waits for this script; the element needs its parts from its first moment on.
const root = document.createElement('support-console');
Object.assign(root, { app, i18n });
document.body.append(root);

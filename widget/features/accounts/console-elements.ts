import { define } from '../../ui/define.ts';
import { SupportAppSettingsPage } from './console-app-settings-page.ts';
import { SupportProfilePage } from './console-profile-page.ts';

define('support-app-settings-page', SupportAppSettingsPage);
define('support-profile-page', SupportProfilePage);

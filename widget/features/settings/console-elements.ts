import { define } from '../../ui/define.ts';
import { SupportChatRequestsPage } from './console-chat-requests-page.ts';
import { SupportNumberSetting } from './console-number-setting.ts';
import { SupportSwitchSetting } from './console-switch-setting.ts';

define('support-number-setting', SupportNumberSetting);
define('support-switch-setting', SupportSwitchSetting);
define('support-chat-requests-page', SupportChatRequestsPage);

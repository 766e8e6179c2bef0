import { define } from '../../ui/define.ts';
import { SupportBusinessHours } from './console-business-hours.ts';
import { SupportChatRequestsPage } from './console-chat-requests-page.ts';
import { SupportChoiceSetting } from './console-choice-setting.ts';
import { SupportHoursOfDay } from './console-hours-of-day.ts';
import { SupportNumberSetting } from './console-number-setting.ts';
import { SupportSwitchSetting } from './console-switch-setting.ts';

define('support-number-setting', SupportNumberSetting);
define('support-switch-setting', SupportSwitchSetting);
define('support-choice-setting', SupportChoiceSetting);
define('support-hours-of-day', SupportHoursOfDay);
define('support-business-hours', SupportBusinessHours);
define('support-chat-requests-page', SupportChatRequestsPage);

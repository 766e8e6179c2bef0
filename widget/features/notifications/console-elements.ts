import { define } from '../../ui/define.ts';
import { SupportFailedNotifications } from './console-failed-notifications.ts';

define('support-failed-notifications', SupportFailedNotifications);

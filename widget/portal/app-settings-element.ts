import { define } from '../ui/define.ts';
import { SupportAppSettings } from './support-app-settings.ts';

// Loaded when somebody opens them for the first time.
define('support-app-settings', SupportAppSettings);

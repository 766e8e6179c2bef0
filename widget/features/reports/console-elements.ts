import { define } from '../../ui/define.ts';
import { SupportMissedPage } from './console-missed-page.ts';

define('support-missed-page', SupportMissedPage);

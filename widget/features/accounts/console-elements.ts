import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { define } from '../../ui/define.ts';
import { SupportProfilePage } from './console-profile-page.ts';

define('support-profile-page', SupportProfilePage);

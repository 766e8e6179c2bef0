import { define } from '../../ui/define.ts';
import { SupportSectionsPage } from './console-sections-page.ts';

define('support-sections-page', SupportSectionsPage);

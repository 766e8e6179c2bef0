import { define } from '../../ui/define.ts';
import { SupportBlocksPage } from './console-blocks-page.ts';

define('support-blocks-page', SupportBlocksPage);

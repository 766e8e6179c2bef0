import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { SupportConfirm } from '../../ui/console-confirm.ts';
import { SupportCopyField } from '../../ui/console-copy-field.ts';
import { define } from '../../ui/define.ts';
import { SupportContactMethodDialog } from './console-contact-method-dialog.ts';
import { SupportContactMethodsPage } from './console-contact-methods-page.ts';

define('support-confirm', SupportConfirm);
define('support-copy-field', SupportCopyField);
define('support-contact-method-dialog', SupportContactMethodDialog);
define('support-contact-methods-page', SupportContactMethodsPage);

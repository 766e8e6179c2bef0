import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/tab-group/tab-group.js';
import '@awesome.me/webawesome/dist/components/textarea/textarea.js';
import { SupportConfirm } from '../../ui/console-confirm.ts';
import { SupportCopyField } from '../../ui/console-copy-field.ts';
import { define } from '../../ui/define.ts';
import { SupportAddIdentityKey } from './console-add-identity-key.ts';
import { SupportIdentityCode } from './console-identity-code.ts';
import { SupportIdentityKeys } from './console-identity-keys.ts';

define('support-confirm', SupportConfirm);
define('support-copy-field', SupportCopyField);
define('support-add-identity-key', SupportAddIdentityKey);
define('support-identity-code', SupportIdentityCode);
define('support-identity-keys', SupportIdentityKeys);

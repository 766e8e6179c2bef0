import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { SupportConfirm } from '../../ui/console-confirm.ts';
import { define } from '../../ui/define.ts';
import { SupportChatStrip } from './console-chat-strip.ts';
import { SupportRequestHeader } from './console-request-header.ts';
import { SupportRequestPage } from './console-request-page.ts';
import { SupportRequestsPage } from './console-requests-page.ts';
import { SupportRequestsTable } from './console-requests-table.ts';
import { SupportSpamDialog } from './console-spam-dialog.ts';
import { SupportTransferDialog } from './console-transfer-dialog.ts';

define('support-confirm', SupportConfirm);
define('support-requests-table', SupportRequestsTable);
define('support-requests-page', SupportRequestsPage);
define('support-chat-strip', SupportChatStrip);
define('support-transfer-dialog', SupportTransferDialog);
define('support-spam-dialog', SupportSpamDialog);
define('support-request-header', SupportRequestHeader);
define('support-request-page', SupportRequestPage);

import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { SupportConfirm } from '../../ui/console-confirm.ts';
import { SupportCopyField } from '../../ui/console-copy-field.ts';
import { define } from '../../ui/define.ts';
import { SupportAccessPicker } from './console-access-picker.ts';
import { SupportLinkDialog } from './console-link-dialog.ts';
import { SupportTechnicianDialog } from './console-technician-dialog.ts';
import { SupportTechniciansPage } from './console-technicians-page.ts';
import { SupportTechniciansTable } from './console-technicians-table.ts';

define('support-confirm', SupportConfirm);
define('support-copy-field', SupportCopyField);
define('support-access-picker', SupportAccessPicker);
define('support-link-dialog', SupportLinkDialog);
define('support-technician-dialog', SupportTechnicianDialog);
define('support-technicians-table', SupportTechniciansTable);
define('support-technicians-page', SupportTechniciansPage);

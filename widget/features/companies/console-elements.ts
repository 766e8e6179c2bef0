import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { define } from '../../ui/define.ts';
import { SupportCompaniesPage } from './console-companies-page.ts';
import { SupportCompanyDialog } from './console-company-dialog.ts';

define('support-company-dialog', SupportCompanyDialog);
define('support-companies-page', SupportCompaniesPage);

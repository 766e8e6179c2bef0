import { define } from '../../ui/define.ts';
import '../threads/index.ts';
import { SupportOwnRequest } from './support-own-request.ts';
import { SupportRequestForm } from './support-request-form.ts';

define('support-request-form', SupportRequestForm);
define('support-own-request', SupportOwnRequest);

export type { RequestTexts } from './request-texts.ts';
export type { SupportOwnRequest } from './support-own-request.ts';
export type { SupportFillEvent, SupportRequestEvent, SupportRequestForm } from './support-request-form.ts';

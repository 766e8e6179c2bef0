import { html, type TemplateResult } from 'lit';
import type { ConsoleElement } from '../../ui/console-element.ts';
import type { FormController } from '../../ui/console-form.ts';
import { isolated } from '../../ui/isolated.ts';
import { portalUrl } from './console-portal-url.ts';

/** The field for a subdomain with the address it makes, followed live. */
export function subdomainField<T>(
  host: ConsoleElement,
  form: FormController<T>,
  typed: string,
  change: (value: string) => void,
): TemplateResult {
  const { t } = host;
  return html`<div @input=${(event: Event) => change((event.target as HTMLInputElement).value.toLowerCase())}>
    ${form.text('subdomain', {
      label: t('portals:subdomain'),
      hint: t('portals:subdomain_hint'),
      autocomplete: 'off',
      value: typed,
      code: true,
    })}
    <p class="preview">${t('portals:preview', { url: isolated(portalUrl(typed || '…')) })}</p>
  </div>`;
}

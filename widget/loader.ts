/** The portal's element, as a page has it once it is loaded. */
export type SupportPortalElement = HTMLElementTagNameMap['support-portal'];

let loading: { origin: string; script: Promise<unknown> } | undefined;

/**
 * Loads `<support-portal>` into the page from its server, once, and answers its class when the tag works. The script is
 * the server's own, so the two always fit; a website's bundle holds nothing of it.
 *
 * @param server - origin of the embed host, for example `https://embed.support.example.com`
 * @throws Error with what to do: no page here, no address of a server, another server before, or not to be loaded
 */
export async function loadSupportPortal(server: string): Promise<new () => SupportPortalElement> {
  if (typeof customElements === 'undefined')
    throw new Error('support-portal: there is no page here. Call loadSupportPortal in the browser.');
  const url = URL.canParse(server) ? new URL(server) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Error(`support-portal: “${server}” is no address such as https://embed.support.example.com.`);
  const { origin } = url;
  if (loading && loading.origin !== origin)
    throw new Error(
      `support-portal: this page has it from ${loading.origin} already; a page has one server.`,
    );
  const file = `${origin}/support-portal.js`;
  loading ??= { origin, script: import(/* @vite-ignore */ /* webpackIgnore: true */ file) };
  try {
    await loading.script;
  } catch (cause) {
    loading = undefined;
    throw new Error(`support-portal: ${file} could not be loaded. Check the address, and script-src.`, {
      cause,
    });
  }
  return (await customElements.whenDefined('support-portal')) as new () => SupportPortalElement;
}

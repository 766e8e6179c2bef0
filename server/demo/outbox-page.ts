import type { Sent } from './outbox.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Links as a mail program shows them. */
const linked = (text: string): string =>
  escape(text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);

const article = ({ kind, to, subject, text, at }: Sent): string => `
      <article class="card message">
        <p class="meta">
          <strong>${kind === 'email' ? 'E-mail' : 'Text message'}</strong> to <bdi>${escape(to)}</bdi>,
          <time datetime="${new Date(at).toISOString()}">${new Date(at).toISOString().slice(11, 19)} UTC</time>
        </p>
        ${subject === null ? '' : `<h2>${escape(subject)}</h2>`}
        <p class="words">${linked(text.trim())}</p>
      </article>`;

/** What the demo would have sent, the latest first, so that every flow can be followed without a mail server. */
export const outboxPage = (sent: readonly Sent[]): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Outbox – Demo</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="site.css" />
  </head>
  <body>
    <header>
      <a class="logo" href="index.html">Harbour &amp; Pine</a>
      <nav aria-label="Pages">
        <a href="index.html">Home</a>
        <a href="outbox" aria-current="page">Outbox</a>
      </nav>
    </header>
    <main class="outbox">
      <h1>Outbox</h1>
      <p>
        This demo has no mail server: e-mails and text messages end here, the latest first.
        <a href="outbox">Look again</a>
      </p>
      ${sent.length === 0 ? '<p>Nothing was sent yet. Add a contact method in the console, under Configure.</p>' : sent.toReversed().map(article).join('')}
    </main>
  </body>
</html>
`;

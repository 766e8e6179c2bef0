import { useRef, useState } from 'react';
import type { SupportPortal } from './support-portal.d.ts';

export function App({ portal }: { portal: string }) {
  const support = useRef<SupportPortal>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [unread, setUnread] = useState(0);

  const ask = async () => {
    // Whoever is faster than the script waits for it.
    await customElements.whenDefined('support-portal');
    await support.current?.open();
  };

  return (
    <>
      <header>
        <a className="logo" href="./">
          Harbour &amp; Pine
        </a>
      </header>
      <main>
        <section className="hero">
          <h1>Chairs that stay for dinner.</h1>
          <p>Made in React, as far as this page goes. The button below is the site’s own.</p>
          <button className="call" type="button" onClick={ask}>
            {unread > 0 ? `Read our answer (${unread})` : 'Ask our support'}
          </button>
          <p role="status">{isOpen ? 'Support is open.' : 'Support is one click away.'}</p>
        </section>
      </main>
      <footer>Harbour &amp; Pine, furniture makers since 1974. An example of a client’s website.</footer>
      <support-portal
        ref={support}
        portal={portal}
        onsupport-opened={() => setIsOpen(true)}
        onsupport-closed={() => setIsOpen(false)}
        onsupport-unread-change={(event) => setUnread(event.detail.unread)}
      />
    </>
  );
}

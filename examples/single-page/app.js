const main = document.querySelector('main');
const pages = [...document.querySelectorAll('template')];
// Kept here, so that the same element comes back.
const support = document.querySelector('support-portal');

/** Shows the page of the address. */
function show() {
  const name = new URLSearchParams(location.search).get('page');
  const page = pages.find(({ id }) => id === name) ?? pages[0];
  main.replaceChildren(page.content.cloneNode(true));
  for (const link of document.querySelectorAll('nav a'))
    link.ariaCurrent = link.search === `?page=${page.id}` ? 'page' : null;

  // Removing the element ends its connection and listeners; there is nothing else to call.
  if ('withoutSupport' in page.dataset) support.remove();
  else if (!support.isConnected) document.body.append(support);
}

/** Opens the launcher from a button of the site's own. */
async function ask() {
  // Whoever is faster than the script waits for it.
  await customElements.whenDefined('support-portal');
  await support.open();
}

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-ask]')) void ask();

  const link = event.target.closest('nav a');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  show();
  main.querySelector('h1').focus();
});

addEventListener('popstate', show);
show();

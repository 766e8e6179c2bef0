const portal = document.querySelector('support-portal');
const choices = document.querySelectorAll('input[name=user]');
const user = () => [...choices].find((choice) => choice.checked).value;

// Asked when a token is needed, and again when it is over. A real website's server knows by its own session whose
// token it is to sign; this one takes anybody's word for it.
portal.identityProvider = async () => {
  if (!user()) return null;
  const response = await fetch(`support-token?user=${user()}`);
  if (!response.ok) throw new Error('the website cannot say who is signed in');
  return response.text();
};

for (const choice of choices)
  choice.addEventListener('change', async () => {
    if (user()) return portal.identify();
    await portal.signOut();
    return portal.open();
  });

// A portal's looks are custom properties of its element: set here as a style sheet of yours would set them.

const portal = document.querySelector('support-portal');
const form = document.querySelector('form');
const code = document.querySelector('code');
const events = document.querySelector('.events');

const UNITS = { '--support-radius': 'px', '--support-spacing': 'px', '--support-font-size': 'px' };

const show = () => {
  const chosen = [...new FormData(form)].filter(([name]) => name.startsWith('--'));
  const rules = chosen.map(([name, value]) => [name, value + (UNITS[name] ?? '')]);
  for (const [name, value] of rules) portal.style.setProperty(name, value);
  code.textContent = `support-portal {\n${rules.map(([name, value]) => `  ${name}: ${value};\n`).join('')}}`;
  portal.lang = form.elements.lang.value;
};
form.addEventListener('input', show);
show();

const TOLD = ['ready', 'open', 'opened', 'status-change', 'unread-change', 'message', 'error'];
for (const name of TOLD)
  portal.addEventListener(`support-${name}`, ({ type, detail }) => {
    const line = document.createElement('li');
    line.textContent = detail ? `${type} ${JSON.stringify(detail)}` : type;
    events.append(line);
  });

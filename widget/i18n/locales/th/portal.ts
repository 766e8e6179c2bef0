// Made by `npm run languages` from the folders beside; see docs/languages.md.
import errors from './errors.json' with { type: 'json' };
import portals from './portals.json' with { type: 'json' };
import requests from './requests.json' with { type: 'json' };
import threads from './threads.json' with { type: 'json' };

export default { errors, portals, requests, threads };

import errors from './errors.json' with { type: 'json' };
import portals from './portals.json' with { type: 'json' };
import requests from './requests.json' with { type: 'json' };
import threads from './threads.json' with { type: 'json' };

/** The portal's English texts: the source of every other language. */
const texts = { errors, portals, requests, threads };
export default texts;

export type PortalTexts = typeof texts;

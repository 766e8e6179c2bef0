import { openPage } from './portal/own-page.ts';

// The one script of the portal's own pages.
openPage();

import { html, type TemplateResult } from 'lit';

/** Only these two schemes, and no trailing punctuation that belongs to the sentence. */
const LINK = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])/giu;

/** Text as text, with web addresses that can be followed. */
export const linkedText = (text: string): (string | TemplateResult)[] =>
  text
    .split(LINK)
    .map((part, index) =>
      index % 2 === 0
        ? part
        : html`<a href=${part} target="_blank" rel="noopener noreferrer nofollow ugc">${part}</a>`,
    );

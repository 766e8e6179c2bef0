import { svg, type SVGTemplateResult } from 'lit';

const icon = (path: string): SVGTemplateResult =>
  svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;

export const sendIcon = icon('M12 19V5M5 12l7-7 7 7');
export const popOutIcon = icon('M14 4h6v6M20 4l-9 9M18 14v5H5V6h5');
export const closeIcon = icon('M6 9l6 6 6-6');
export const downIcon = icon('M12 5v14M19 12l-7 7-7-7');
export const checkIcon = icon('M5 13l4 4L19 7');
export const settingsIcon = icon(
  'M4 7h9M19 7h1M4 17h1M11 17h9M13 4.5v5M19 4.5v5M5 14.5v5M11 14.5v5M13 4.5h6v5h-6zM5 14.5h6v5H5z',
);
export const closedIcon = icon('M21 12.8A8.5 8.5 0 1 1 11.2 3a6.6 6.6 0 0 0 9.8 9.8z');

import { svg, type SVGTemplateResult } from 'lit';

const icon = (path: string): SVGTemplateResult =>
  svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;

export const sendIcon = icon('M12 19V5M5 12l7-7 7 7');
export const popOutIcon = icon('M14 4h6v6M20 4l-9 9M18 14v5H5V6h5');
export const closeIcon = icon('M6 9l6 6 6-6');
export const downIcon = icon('M12 5v14M19 12l-7 7-7-7');
export const checkIcon = icon('M5 13l4 4L19 7');

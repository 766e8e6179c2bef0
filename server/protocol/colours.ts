/**
 * Colours that can be read, by the formula of WCAG 2.2: what an admin chooses is made to fit the surfaces it comes to
 * stand on. Shared: the console shows beforehand what the server will make of a colour.
 */

/** `#rrggbb`, as the browser's own colour field gives it. */
export const COLOUR = /^#[0-9a-f]{6}$/;

/** What a portal's text stands on, in its default colours; the darker of the light ones, the lighter of the dark. */
const SURFACE = { light: '#f3f4f9', dark: '#23252f' };
/** Text against what it stands on (WCAG 1.4.3); focus rings and the like need less (1.4.11) and have it too. */
const TEXT = 4.5;

type Channels = [number, number, number];

const channels = (colour: string): Channels => {
  const at = (index: number): number => Number.parseInt(colour.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
};

const luminance = (colour: string): number => {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** From 1, the same, to 21, black on white. */
export const contrast = (one: string, other: string): number => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const mix = (colour: string, other: string, share: number): string => {
  const [from, to] = [channels(colour), channels(other)];
  const mixed = from.map((value, index) => Math.round(value + (to[index]! - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
};

/** The colour itself where it can be told from what it stands on, else the nearest lighter or darker one that can. */
export const readable = (colour: string, on: string): string => {
  const away = luminance(on) > 0.5 ? '#000000' : '#ffffff';
  for (let share = 0; share < 1; share += 0.01) {
    const tried = mix(colour, away, share);
    if (contrast(tried, on) >= TEXT) return tried;
  }
  return away;
};

/** What is written on the colour: white where that can be read, else black, which then can. */
export const inkOn = (colour: string): string =>
  contrast('#ffffff', colour) >= TEXT ? '#ffffff' : '#000000';

/** What becomes of the one colour an admin chooses: itself as a surface, and variants of it as text and lines. */
export interface Palette {
  accent: string;
  onAccent: string;
  /** On the light surfaces, and on the dark ones. */
  link: { light: string; dark: string };
}

export const paletteOf = (accent: string): Palette => ({
  accent,
  onAccent: inkOn(accent),
  link: { light: readable(accent, SURFACE.light), dark: readable(accent, SURFACE.dark) },
});

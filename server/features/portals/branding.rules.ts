import { paletteOf } from '#protocol/colours';

/** What an admin chose for the looks of a portal; `null`: nothing. */
export interface Look {
  colour: string | null;
  scheme: 'auto' | 'light' | 'dark';
  launcher: { shape: 'round' | 'square'; side: 'start' | 'end' };
}

/**
 * The look as custom properties. Whatever the website sets itself, by the public ones, comes before them; what is not
 * chosen is not there.
 */
export const styleOf = ({ colour, scheme }: Pick<Look, 'colour' | 'scheme'>): Record<string, string> => {
  const palette = colour === null ? null : paletteOf(colour);
  return {
    ...(palette && {
      '--_brand-accent': palette.accent,
      '--_brand-on-accent': palette.onAccent,
      '--_brand-link': `light-dark(${palette.link.light}, ${palette.link.dark})`,
    }),
    ...(scheme !== 'auto' && { '--_brand-scheme': scheme }),
  };
};

/** The look of the launcher, as rules that take their place after the stub's own. */
export const launcherRules = (look: Look): string => {
  const properties = Object.entries(styleOf(look)).map(([name, value]) => `${name}:${value}`);
  const { shape, side } = look.launcher;
  return [
    properties.length > 0 ? `:host{${properties.join(';')}}` : '',
    shape === 'square' ? '.launcher{border-radius:18px}' : '',
    side === 'start'
      ? '.launcher,:host([mode=launcher]) .panel{inset-inline:var(--_offset) auto}.launcher::before{border-radius:50% 50% 3px}'
      : '',
  ].join('');
};

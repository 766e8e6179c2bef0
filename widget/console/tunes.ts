import type { Tune } from '../features/accounts/console-preferences.store.ts';

/** One note: its pitch in hertz, when it begins and how long it is heard, in seconds, and its part of full loudness. */
export interface Note {
  frequency: number;
  at: number;
  lasts: number;
  loudness: number;
  shape: OscillatorType;
}

const note = (
  frequency: number,
  at: number,
  lasts: number,
  loudness: number,
  shape: OscillatorType = 'sine',
) => ({
  frequency,
  at,
  lasts,
  loudness,
  shape,
});

/** What is heard for a request, which calls, and for a message, which only says that it is there. */
export const TUNES: Record<Tune, { request: readonly Note[]; message: readonly Note[] }> = {
  /** Two rising notes, twice. */
  notes: {
    request: [
      note(659.3, 0, 0.35, 0.16),
      note(880, 0.14, 0.35, 0.16),
      note(659.3, 0.5, 0.35, 0.12),
      note(880, 0.64, 0.35, 0.12),
    ],
    message: [note(587.3, 0, 0.35, 0.07)],
  },
  /** A struck bell, with what rings above its note. */
  bell: {
    request: [
      note(784, 0, 1.6, 0.14),
      note(1568, 0, 0.9, 0.06),
      note(2349, 0, 0.5, 0.03),
      note(784, 0.7, 1.6, 0.1),
    ],
    message: [note(1047, 0, 0.8, 0.05), note(2093, 0, 0.4, 0.02)],
  },
  /** Four quick notes of a chord, upwards. */
  chord: {
    request: [
      note(523.3, 0, 0.4, 0.11, 'triangle'),
      note(659.3, 0.09, 0.4, 0.11, 'triangle'),
      note(784, 0.18, 0.4, 0.11, 'triangle'),
      note(1046.5, 0.27, 0.7, 0.13, 'triangle'),
    ],
    message: [note(784, 0, 0.3, 0.05, 'triangle')],
  },
  /** Two low knocks: for rooms in which others work. */
  knock: {
    request: [note(196, 0, 0.12, 0.22, 'triangle'), note(196, 0.2, 0.12, 0.22, 'triangle')],
    message: [note(196, 0, 0.1, 0.12, 'triangle')],
  },
};

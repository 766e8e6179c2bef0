import type { Preferences } from '../features/accounts/console-preferences.store.ts';
import { TUNES, type Note } from './tunes.ts';

/** Times as loud. */
const LOUDNESS: Record<Preferences['volume'], number> = { quiet: 0.4, normal: 1, loud: 2.5 };

/**
 * Short sounds, made by the browser itself: nothing to download. A browser lets a page sound after the first click or
 * key press in it, and signing in is one; before that, nothing is heard and nothing fails.
 */
export class Sound {
  readonly #preferences: { get(): Pick<Preferences, 'tune' | 'volume'> };
  #context: AudioContext | undefined;

  /** Which of them, and how loud, is the technician's choice at this browser. */
  constructor(preferences: { get(): Pick<Preferences, 'tune' | 'volume'> }) {
    this.#preferences = preferences;
  }

  /** Somebody asks for help. */
  request(): void {
    this.#play('request');
  }

  /** A message in one of the own chats. */
  message(): void {
    this.#play('message');
  }

  #play(what: 'request' | 'message'): void {
    const { tune, volume } = this.#preferences.get();
    const context = (this.#context ??= new AudioContext());
    if (context.state === 'suspended') void context.resume();
    for (const note of TUNES[tune][what]) sound(context, note, LOUDNESS[volume]);
  }
}

function sound(context: AudioContext, { frequency, at, lasts, loudness, shape }: Note, times: number): void {
  const start = context.currentTime + at;
  const tone = new OscillatorNode(context, { type: shape, frequency });
  const volume = new GainNode(context, { gain: 0 });
  // Swells and fades, so that it does not click.
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(loudness * times, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + lasts);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + lasts + 0.05);
}

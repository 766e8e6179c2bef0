/**
 * Two short sounds, made by the browser itself: nothing to download. A browser lets a page sound after the first
 * click or key press in it, and signing in is one; before that, nothing is heard and nothing fails.
 */
export class Sound {
  #context: AudioContext | undefined;

  /** Somebody asks for help: two rising notes. */
  request(): void {
    this.#play([
      { frequency: 659.3, at: 0, loudness: 0.16 },
      { frequency: 880, at: 0.14, loudness: 0.16 },
      { frequency: 659.3, at: 0.5, loudness: 0.12 },
      { frequency: 880, at: 0.64, loudness: 0.12 },
    ]);
  }

  /** A message in one of the own chats: one soft note. */
  message(): void {
    this.#play([{ frequency: 587.3, at: 0, loudness: 0.07 }]);
  }

  #play(notes: { frequency: number; at: number; loudness: number }[]): void {
    const context = (this.#context ??= new AudioContext());
    if (context.state === 'suspended') void context.resume();
    for (const { frequency, at, loudness } of notes) {
      const start = context.currentTime + at;
      const tone = new OscillatorNode(context, { type: 'sine', frequency });
      const volume = new GainNode(context, { gain: 0 });
      // Swells and fades, so that it does not click.
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(loudness, start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, start + 0.35);
      tone.connect(volume).connect(context.destination);
      tone.start(start);
      tone.stop(start + 0.4);
    }
  }
}

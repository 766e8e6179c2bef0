import type { AnyFeature, Changing, DomainEvent } from '../features/feature.ts';

/** Runs what else must change in the same transaction; reactions may emit in turn, into the same list. */
export const react = async (
  features: readonly AnyFeature[],
  context: Changing,
  events: readonly DomainEvent[],
): Promise<void> => {
  for (let index = 0; index < events.length; index += 1) {
    const event = events[index]!;
    for (const feature of features) {
      const reaction = feature.reactions?.[event.type] as
        ((event: DomainEvent, context: Changing) => Promise<void>) | undefined;
      // Most features have none: waiting for nothing would cost every event a turn for each of them.
      if (reaction) await reaction(event, context);
    }
  }
};

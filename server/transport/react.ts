import type { AnyFeature, Changing, DomainEvent } from '../features/feature.ts';

/**
 * What the features have for an event of this type, in their order. Looked up once for each type: there are many
 * features and few that hear of a message.
 */
export const hearers = <T extends 'reactions' | 'actors' | 'publishers', H>(
  features: readonly Pick<AnyFeature, T>[],
  table: T,
): ((type: DomainEvent['type']) => readonly H[]) => {
  const known = new Map<string, readonly H[]>();
  return (type) => {
    const found =
      known.get(type) ?? features.flatMap((feature) => (feature[table]?.[type] as H | undefined) ?? []);
    known.set(type, found);
    return found;
  };
};

/** Runs what else must change in the same transaction; reactions may emit in turn, into the same list. */
export type React = (context: Changing, events: readonly DomainEvent[]) => Promise<void>;

export const createReact = (features: readonly AnyFeature[]): React => {
  const reactions = hearers<'reactions', (event: DomainEvent, context: Changing) => Promise<void>>(
    features,
    'reactions',
  );
  return async (context, events) => {
    for (let index = 0; index < events.length; index += 1) {
      const event = events[index]!;
      for (const reaction of reactions(event.type)) await reaction(event, context);
    }
  };
};

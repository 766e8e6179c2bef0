import { z } from 'zod';

/** What documents made from the table call a shared type. Kept beside the schemas: no other use of them sees it. */
export const NAMES = z.registry<{ id: string; description?: string }>();

/** Names a schema, so that documents refer to it instead of spelling it out wherever it is used. */
export const named = <const S extends z.ZodType>(id: string, schema: S, description?: string): S => {
  NAMES.add(schema, { id, ...(description !== undefined && { description }) });
  return schema;
};

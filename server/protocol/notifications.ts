import { z } from 'zod';
import { define } from './define.ts';
import { id, name } from './fields.ts';

/** Who is told of what. Here: the sound and badge of an open console; contact methods come later. */
export default define({
  commands: {},
  events: {
    'notification:request': {
      summary: 'An incoming request, to Available technicians with access to its company (G11, G12).',
      payload: z.object({ requestId: id, number: z.int(), customer: name, company: name }),
      room: 'technician',
    },
  },
});

import { expect, test } from 'vitest';
import { traceIdOf } from './traces';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';

test.each([
  [{ trace_id: ID }, '', ID],
  [{ traceID: ID.toUpperCase() }, '', ID],
  [{}, `level=error trace_id=${ID} msg="x"`, ID],
  [{}, `{"traceId":"${ID}"}`, ID],
  [{ trace_id: 'short' }, 'trace=4bf92f3577b34da6', null],
  [{}, 'nothing', null],
])('of %o and %s the trace is %s', (labels, line, id) => expect(traceIdOf(labels, line)).toBe(id));

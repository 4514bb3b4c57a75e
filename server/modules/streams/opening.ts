import { openStream } from '#contract/live.ts'
import { action } from '#kernel/action.ts'

/** Whether one may listen: whoever belongs to the school may, and `server/serving/streams.ts` goes on from there. */
export const open = action(openStream, async () => ({}))

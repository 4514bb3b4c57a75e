import type { Installation } from '#kernel/installation.ts'
import { noteSamples } from '#modules/status/measuring.ts'

/** The job that says that jobs are done. */
export const BEAT = 'status.beat'

/** The queue has done a job: that is what it is measured by. */
export const noteBeat = (installation: Installation): Promise<void> =>
  noteSamples(installation, [{ component: 'jobs', state: 'up', at: installation.clock.now() }])

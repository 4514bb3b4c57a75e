import { buildWeb } from '#server/serving/web-build.ts'

/** The web is built before the first file of tests: two that run beside each other would build it twice. */
export const setup = buildWeb

import { type DestinationStream, type Logger, pino } from 'pino'

/** Codes, ids of requests and durations; never a path's parameters, a body, a header or an error's own message, which may quote a person. */
export const makeLog = (level: string, to: DestinationStream = pino.destination(1)): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: {
        err: (error: unknown) => ({
          type: error instanceof Error ? error.name : typeof error,
          code: (error as { code?: string } | undefined)?.code,
          at: error instanceof Error ? frames(error) : undefined,
        }),
      },
    },
    to,
  )

/** The stack without its first lines, which repeat the message. */
const frames = (error: Error) =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)

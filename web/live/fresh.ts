import type { QueryClient } from '@tanstack/react-query'
import type { EventName } from '#contract/events.ts'

/**
 * What makes the answers of a room old: by the name of what happened, the endpoints that are to be asked again where their screen is
 * open, or what is to be done with the id of what it happened to.
 */
export type Fresh = Readonly<
  Partial<Record<EventName, readonly { name: string }[] | ((client: QueryClient, id: string) => void)>>
>

import { useSuspenseQuery } from '@tanstack/react-query'
import type { Endpoint } from '#contract/endpoint.ts'
import { reading } from './api.ts'

/** What an endpoint answers, on a screen: waiting and refusals are drawn by the shell around it. */
export const useEndpoint = <E extends Endpoint>(...[endpoint, input]: Parameters<typeof reading<E>>) =>
  useSuspenseQuery(reading(endpoint, input)).data

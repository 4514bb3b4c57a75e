import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { readClassSlips, readSlips, readStaffSlips } from '#contract/activation.ts'
import { readClassDoor } from '#contract/activation-pupils.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { isRefusal, type Refusal, receive } from '../../api.ts'
import { outdate } from '../../outdating.ts'

type State =
  | { at: 'start' }
  | { at: 'preparing' }
  | { at: 'printing'; page: number; pages: number }
  | { at: 'ready'; url: string }
  | { at: 'trouble'; code: Refusal['refused'] }

/** How many pages have come whole: each says once that it is one. */
const pagesIn = (bytes: Uint8Array<ArrayBuffer>) => new TextDecoder('latin1').decode(bytes).split('/Type /Page\n').length - 1

const read = async (response: Response, onPage: (page: number) => void): Promise<Blob> => {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let page = 0
  const reader = response.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    parts.push(part.value)
    page += pagesIn(part.value)
    onPage(page)
  }
  return new Blob(parts, { type: 'application/pdf' })
}

/** One print: the codes are made, the pages come, and they are on this screen until it is left. */
export const usePrint = () => {
  const client = useQueryClient()
  const [state, setState] = useState<State>({ at: 'start' })
  const url = state.at === 'ready' ? state.url : undefined
  useEffect(() => () => (url === undefined ? undefined : URL.revokeObjectURL(url)), [url])
  const print = async <E extends Endpoint>(endpoint: E, input: Parameters<typeof receive<E>>[1]) => {
    setState({ at: 'preparing' })
    try {
      const response = await receive(endpoint, input)
      const pages = Number(response.headers.get('x-pages') ?? 1)
      const whole = await read(response, (page) => setState({ at: 'printing', page: Math.min(page, pages), pages }))
      setState({ at: 'ready', url: URL.createObjectURL(whole) })
    } catch (reason) {
      setState({ at: 'trouble', code: isRefusal(reason) ? reason.refused : 'offline' })
    }
    await outdate(client, readSlips, readClassSlips, readStaffSlips, readClassDoor)
  }
  return { state, print, busy: state.at === 'preparing' || state.at === 'printing' }
}
export type Print = ReturnType<typeof usePrint>

/** Somebody has to say again who they are, before what they asked for is asked once more. */
type Asked = { promise: Promise<boolean>; settle: (isConfirmed: boolean) => void }

const state: { asked: Asked | undefined } = { asked: undefined }
const listeners = new Set<() => void>()
const say = () => {
  for (const listener of listeners) listener()
}

/** Opens the dialog; whoever asks meanwhile waits for the same answer. False: the person has closed it. */
export const confirmIdentity = (): Promise<boolean> => {
  if (state.asked) return state.asked.promise
  let settle: (isConfirmed: boolean) => void = () => {}
  const promise = new Promise<boolean>((resolve) => {
    settle = (isConfirmed) => {
      state.asked = undefined
      say()
      resolve(isConfirmed)
    }
  })
  state.asked = { promise, settle }
  say()
  return promise
}

export const listenForConfirming = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const confirmingAsked = () => state.asked

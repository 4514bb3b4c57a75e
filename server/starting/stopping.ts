const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Listens from now on; `asked` resolves at the first request to stop. Later ones change nothing: only kill -9 is quicker. */
export const listenForStop = () => {
  const asked = new Promise<void>((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve())
  })
  return { asked }
}

/** Ends the process if stopping itself takes too long; PostgreSQL then goes with it. */
export const stopWithin = (milliseconds: number) => {
  setTimeout(() => {
    console.error(`preau: still not stopped after ${milliseconds / 1000} s, ends now`)
    process.exit(1)
  }, milliseconds).unref()
}

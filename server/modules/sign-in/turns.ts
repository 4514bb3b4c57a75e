/** Lets so many in at once; the others wait in the order in which they came. */
export const turns = (most: number) => {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>((begin) => void waiting.push(begin))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}

/**
 * Whoever is done waits until so many are, or nobody is at it any more, and they go on together. A hash leaves nothing of ours in the
 * processor's memory: to come back for eight at once costs half of coming back eight times. Who is alone waits for nobody.
 */
export const inCompany = (most: number) => {
  let atWork = 0
  let done: (() => void)[] = []
  const leave = (goOn: () => void) => {
    done.push(goOn)
    if (atWork > 0 && done.length < most) return
    const all = done
    done = []
    for (const each of all) each()
  }
  return async <T>(work: () => Promise<T>): Promise<T> => {
    atWork++
    try {
      return await work()
    } finally {
      atWork--
      await new Promise<void>(leave)
    }
  }
}

import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'

/** The error code of a failed system call. */
export const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

/** Runs `work`, and forgives it exactly one error code: the race that was expected. */
export const forgiving = (code: string, work: () => void) => {
  try {
    work()
    return true
  } catch (error) {
    if (codeOf(error) !== code) throw error
    return false
  }
}

/** The lines of a file that may not be there. */
export const linesOf = (file: string): string[] => {
  try {
    return fs.readFileSync(file, 'utf8').split('\n')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return []
    throw error
  }
}

/** The end of a log, to be shown with an error. */
export const endOf = (log: string) => linesOf(log).slice(-12).join('\n')

/** Whether a process has this number; kill 0 answers for zombies and for strangers too. */
export const isAlive = (pid: number) => {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

const statOf = (pid: number) => {
  const [stat = ''] = linesOf(`/proc/${pid}/stat`)
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { state, born: rest[18] }
}

/** Whether a process is dead and still has a number, because nobody asked how it ended. */
export const isZombie = (pid: number) => statOf(pid).state === 'Z'

/** When a living process was born: a reused number has another birth. Empty for the dead, for zombies, and where there is no /proc. */
export const birthOf = (pid: number) => {
  const [boot = ''] = linesOf('/proc/sys/kernel/random/boot_id')
  const { state = 'X', born } = statOf(pid)
  return born && !'ZX'.includes(state) ? `${boot} ${born}` : ''
}

/** Whether a PostgreSQL listens in this folder: the only proof of life. */
export const isServing = (host: string) =>
  new Promise<boolean>((resolve) => {
    const socket = net.connect(path.join(host, '.s.PGSQL.5432'), () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

import fs from 'node:fs'

/** The middle one. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

const read = (file: string) => {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return '' // a process that ended while we looked
  }
}

const childrenOf = (pid: number) =>
  read(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .filter((word) => word !== '')
    .map(Number)

const cpuOfThread = (thread: string) => Number(read(`/proc/${thread}/schedstat`).split(' ')[0] ?? 0) / 1000

/** Microseconds on a processor, so far, of a process and its children; of a thread each, as PostgreSQL's are. */
const cpuOfCluster = (postmaster: number) =>
  [postmaster, ...childrenOf(postmaster)].reduce((sum, pid) => sum + cpuOfThread(`${pid}`), 0)

/** Microseconds on a processor, so far, of all threads of a process. */
const cpuOfProcess = (pid: number) =>
  fs.readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + cpuOfThread(`${pid}/task/${thread}`), 0)

/** Microseconds on a processor while `work` ran, of PostgreSQL and of this process, or of another. Connections must stay open: a backend that ends takes its time along. */
export const cpuWhile = async (postmaster: number | undefined, work: () => unknown, server?: number): Promise<number> => {
  const cluster = () => (postmaster === undefined ? 0 : cpuOfCluster(postmaster))
  const other = () => (server === undefined ? 0 : cpuOfProcess(server))
  const [before, started, node] = [cluster(), other(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(node)
  return (server === undefined ? user + system : other() - started) + cluster() - before
}

/** The children of this process that are PostgreSQL's. */
export const postmasterIn = (folder: string) => Number(read(`${folder}/pg/postmaster.pid`).split('\n')[0])

/** Megabytes that a process holds in memory. */
export const residentOf = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? Number.NaN) / 1024

/** Megabytes that a process held in memory at most. */
export const peakOf = (pid: number) => Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? Number.NaN) / 1024

/** Milliseconds on a processor of another process, all its threads: in steps of ten. */
export const cpuOf = (pid: number) => {
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Milliseconds that the main thread of a process was ready to run and had no processor: the machine's business, not ours. */
export const waitedOf = (pid: number) => Number(read(`/proc/${pid}/task/${pid}/schedstat`).split(' ')[1] ?? 0) / 1e6

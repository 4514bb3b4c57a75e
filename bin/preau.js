#!/usr/bin/env node
// Runs on Node 20: finds a Node that runs TypeScript, and passes everything on to it.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import module, { createRequire } from 'node:module'
import path from 'node:path'

const LEAST = 24
const args = process.argv.slice(2)

/** In this process: how memory is kept, settings of a file, compiled code kept in the data folder, then the command. */
const here = async () => {
  await import('./heap.js')
  if (fs.existsSync('.env')) process.loadEnvFile('.env')
  const folder = process.env.PREAU_DATA || 'data'
  if (fs.existsSync(folder)) module.enableCompileCache(path.join(folder, 'cache/node'))
  // The process that waits for us was killed: we end as if asked to.
  if (process.channel) {
    process.channel.unref()
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  }
  const { main } = await import('../server/cli.ts')
  // Whatever a failed command left open ends with it.
  process.exit(await main(args))
}

/** In a Node that came with `npm ci`. */
const there = (node) => {
  const script = [import.meta.filename, ...args]
  // Where it exists, nothing stays behind: the same process becomes the other Node.
  if (process.execve) process.execve(node, [node, ...script], process.env)
  const child = spawn(node, script, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`preau: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

const brought = () => {
  try {
    return createRequire(import.meta.url).resolve(`node-linux-${process.arch}/bin/node`)
  } catch {
    return undefined
  }
}

const [major = '0'] = process.versions.node.split('.')
const node = Number(major) >= LEAST ? process.execPath : brought()
if (node === undefined) {
  console.error(
    `preau: needs Node ${LEAST} and this is ${process.versions.node}: install Node ${LEAST} or newer from https://nodejs.org`,
  )
  process.exitCode = 1
} else if (node === process.execPath) await here()
else there(node)

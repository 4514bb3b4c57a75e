import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { purposes } from '#contract/purposes.ts'
import { ways } from '#kernel/egress.ts'
import { speakers, strangersIn } from '#modules/assurance/checks/leaving.ts'
import { rows } from '#server/settings/rows.ts'

const server = path.join(import.meta.dirname, '../server')

test('nothing of the server speaks to anybody but the files of the register', () => {
  expect(strangersIn(server)).toEqual([])
  expect(Object.keys(speakers).filter((file) => !fs.existsSync(path.join(server, file)))).toEqual([])
})

test.each([
  "import net from 'node:net'",
  "import { connect } from 'node:tls'",
  "const { request } = await import('node:https')",
  "import nodemailer from 'nodemailer'",
  "import { S3Client } from '@aws-sdk/client-s3'",
  'const reply = await fetch(url)',
])('a file that could speak to somebody is found: %s', (line) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-speakers-'))
  fs.writeFileSync(path.join(folder, 'strange.ts'), `${line}\n`)
  expect(strangersIn(folder)).toEqual(['strange.ts'])
  fs.writeFileSync(path.join(folder, 'strange.ts'), "import type { Socket } from 'node:net'\nthis.fetch(1)\n")
  expect(strangersIn(folder)).toEqual([])
  fs.rmSync(folder, { recursive: true })
})

test('every way out has a purpose of the list, a setting, and fields in words', () => {
  const settings = Object.values(rows).map(({ name }) => `${name}`)
  for (const [way, { purpose, setting, fields }] of Object.entries(ways)) {
    expect(purposes, way).toContain(purpose)
    expect(settings, way).toContain(setting)
    expect(fields.length, way).toBeGreaterThan(0)
  }
})

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { printSettings } from './printing.ts'
import { rows } from './rows.ts'
import { settingsFrom } from './settings.ts'

test('without any setting a school runs on port 3000 in ./data, its keys beside it', () => {
  const settings = settingsFrom({})
  expect(settings).toMatchObject({ port: 3000, data: path.resolve('data'), keys: path.resolve('data-keys'), log: 'info' })
  expect([settings.url, settings.proxy, settings.databaseUrl, settings.mail]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('a bucket needs its key, and a scanner is a socket', () => {
  const bucket = { PREAU_S3: 'https://s3.example/ecole/2026', PREAU_S3_KEY: 'id', PREAU_S3_SECRET: 'secret' }
  expect(settingsFrom(bucket).s3?.pathname).toBe('/ecole/2026')
  expect(() => settingsFrom({ ...bucket, PREAU_S3_SECRET: '' })).toThrow('PREAU_S3 needs PREAU_S3_KEY and PREAU_S3_SECRET')
  expect(() => settingsFrom({ ...bucket, PREAU_S3: 'https://s3.example/' })).toThrow('PREAU_S3 must be an address with a bucket')
  expect(settingsFrom({ PREAU_CLAMAV: '/run/clamav/clamd.ctl' }).clamav).toEqual({ path: '/run/clamav/clamd.ctl' })
  expect(settingsFrom({ PREAU_CLAMAV: '[::1]:3310' }).clamav).toEqual({ host: '::1', port: 3310 })
  for (const wrong of ['clamd.ctl', 'host:', 'host:99999'])
    expect(() => settingsFrom({ PREAU_CLAMAV: wrong })).toThrow('PREAU_CLAMAV')
})

test('an empty setting is one that is not set', () => {
  expect(settingsFrom({ PORT: '', PREAU_URL: ' ' })).toMatchObject({ port: 3000 })
})

test('settings are read as what they are', () => {
  expect(
    settingsFrom({
      PORT: '0',
      PREAU_URL: 'https://school.example/',
      PREAU_PROXY: '10.0.0.0/8, ::1',
      PREAU_MAIL: 'smtp://localhost:2525',
    }),
  ).toMatchObject({ port: 0, url: 'https://school.example', proxy: ['10.0.0.0/8', '::1'], mail: 'smtp://localhost:2525' })
})

test.each([
  ['PORT', '70000', 'must be a port, 0 to 65535, not "70000"'],
  ['PORT', '3000x', 'must be a port'],
  ['PREAU_URL', 'https://school.example/preau', 'must be an address without a path'],
  ['PREAU_URL', 'ftp://school.example', 'must be an address without a path'],
  ['PREAU_URL', 'https://rosa:pass@school.example', 'must be an address without a path'],
  ['PREAU_PROXY', '10.0.0.0/33', 'must be addresses or ranges'],
  ['PREAU_PROXY', 'proxy', 'must be addresses or ranges'],
  ['PREAU_MAIL', 'http://localhost', 'must be an address such as smtps'],
  ['PREAU_LOG', 'loud', 'must be one of debug, info, warn, error, silent, not "loud"'],
])('%s=%s is refused in one line', (name, value, words) => {
  expect(() => settingsFrom({ [name]: value })).toThrow(`${name} ${words}`)
})

const token = 'pkcs11:token=our%20school;id=%50%aF?module-path=/usr/lib/hsm.so&pin-source=file:/run/pin'
test('a root in a token is named by a PKCS#11 URI, whole', () => {
  expect(settingsFrom({ PREAU_ROOT: token }).root).toEqual({
    ...{ module: '/usr/lib/hsm.so', token: 'our school', key: '50af', pinFile: '/run/pin' },
  })
  expect(settingsFrom({}).root).toBeUndefined()
})

test.each([
  token.replace('token=our%20school;', ''),
  token.replace('%50%aF', '50'),
  token.replace('/usr/lib/hsm.so', 'hsm.so'),
  token.replace('file:/run/pin', 'pin'),
  token.replace('pin-source=file:/run/pin', 'pin-value=4711'),
  `${token}&max-sessions=1`,
  token.replace('our%20school', '%'),
  'file',
])('a root that is no such URI is refused: %s', (text) => {
  expect(() => settingsFrom({ PREAU_ROOT: text })).toThrow('PREAU_ROOT must be a PKCS#11 URI')
})

test('a secret that is wrong is not repeated', () => {
  expect(() => settingsFrom({ DATABASE_URL: 'mysql://rosa:hunter2@host' })).toThrow(
    /^DATABASE_URL must be an address such as [^\n]*name$/,
  )
})

test('all that is wrong is said at once', () => {
  expect(() => settingsFrom({ PORT: 'x', PREAU_LOG: 'y' })).toThrow(/PORT[^\n]*\nPREAU_LOG/)
})

test('keys are refused inside the data folder, even behind a link', () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-settings-'))
  fs.mkdirSync(path.join(home, 'data'))
  fs.symlinkSync(path.join(home, 'data'), path.join(home, 'link'))
  for (const inside of ['data', 'data/keys', 'link/keys', 'data/../data/a/b']) {
    expect(() => settingsFrom({ PREAU_DATA: path.join(home, 'data'), PREAU_KEYS: path.join(home, inside) })).toThrow(
      'beside the data folder',
    )
  }
  expect(settingsFrom({ PREAU_DATA: path.join(home, 'data'), PREAU_KEYS: path.join(home, 'data-keys') }).keys).toBe(
    path.join(home, 'data-keys'),
  )
  fs.rmSync(home, { recursive: true })
})

test('every setting is in the example and in the document, with its reason', () => {
  for (const printed of Object.values(printSettings())) {
    for (const row of Object.values(rows)) expect(printed).toContain(row.name)
    for (const row of Object.values(rows)) expect(printed).toContain(row.why)
  }
})

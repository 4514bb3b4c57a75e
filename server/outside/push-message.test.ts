import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { doorFor } from '#tests/egress.ts'
import { claimsIn, openedBy } from '#tests/push-service.ts'
import { openPushKeys } from '#vault/push-key.ts'
import { fileRoot } from '#vault/root.ts'
import { webPush } from './push.ts'
import { areBrowserKeys, sealPush, vapid } from './push-message.ts'

/** RFC 8291, section 5 and appendix A. */
const rfc = {
  said: 'When I grow up, I want to be a watermelon',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  browser: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  server: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  sealed:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}
const bytes = (text: string) => Buffer.from(text, 'base64url')

test('a message is sealed as the example of RFC 8291 says, byte for byte', () => {
  const chance = { salt: bytes(rfc.salt), privateKey: bytes(rfc.server), padded: 0 }
  expect(sealPush(rfc.said, rfc, chance).toString('base64url')).toBe(rfc.sealed)
  expect(openedBy(bytes(rfc.browser), bytes(rfc.auth), bytes(rfc.sealed))).toBe(rfc.said)
})

test('what is said can only be opened by the browser, and all messages are as long as each other', () => {
  const [short, long] = [sealPush('{"say":"news"}', rfc), sealPush(`{"say":"test","code":"${'x'.repeat(43)}"}`, rfc)]
  expect(short.length).toBe(long.length)
  expect(openedBy(bytes(rfc.browser), bytes(rfc.auth), short)).toBe('{"say":"news"}')
  expect(() => openedBy(bytes(rfc.browser), randomBytes(16), short)).toThrow()
  expect(() => openedBy(bytes(rfc.server), bytes(rfc.auth), short)).toThrow()
})

test('keys that no browser made are known', () => {
  expect(areBrowserKeys(rfc)).toBe(true)
  expect(areBrowserKeys({ ...rfc, auth: 'BTBZ' })).toBe(false)
  expect(areBrowserKeys({ ...rfc, p256dh: Buffer.concat([Buffer.of(4), randomBytes(64)]).toString('base64url') })).toBe(false)
})

test('the signature of the example in RFC 8292 is one that we would believe, and so is ours', async () => {
  const example =
    'vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs'
  expect(claimsIn(example)).toMatchObject({ aud: 'https://push.example.net', sub: 'mailto:push@example.com' })
  const folder = mkdtempSync(path.join(os.tmpdir(), 'preau-push-'))
  const keys = await openPushKeys(folder, fileRoot(folder))
  const now = new Date('2026-11-22T05:00:00Z')
  const said = vapid({ endpoint: 'https://push.example/abc/def', subject: 'mailto:school@example.org', now }, keys)
  expect(claimsIn(said)).toEqual({
    aud: 'https://push.example',
    exp: now.getTime() / 1000 + 43_200,
    sub: 'mailto:school@example.org',
    key: keys.publicKey,
  })
  expect(() => claimsIn(said.replace(/, k=.*/, example.slice(example.indexOf(', k='))))).toThrow('not signed')
  expect((await openPushKeys(folder, fileRoot(folder))).publicKey).toBe(keys.publicKey)
})

test('only services that are allowed are sent to, by their whole name', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'preau-push-'))
  const services = ['fcm.googleapis.com', '*.push.apple.com', 'http://127.0.0.1:8899']
  const keys = await openPushKeys(folder, fileRoot(folder))
  const { allows } = webPush(keys, { services, subject: 'mailto:a@b', clock: { now: () => new Date() }, egress: doorFor() })
  const asked = (...endpoints: string[]) => endpoints.map(allows)
  expect(asked('https://fcm.googleapis.com/fcm/send/x', 'https://web.push.apple.com/x', 'http://127.0.0.1:8899/x')).toEqual([
    true,
    true,
    true,
  ])
  const others = [
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'https://fcm.googleapis.com.evil.example/x',
    'https://evil.example/fcm.googleapis.com',
    'https://push.apple.com.evil.example/',
    'https://evilpush.apple.com.example/',
    'https://user@fcm.googleapis.com/',
    'https://:word@fcm.googleapis.com/',
    'http://127.0.0.1:8898/x',
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
    'nonsense',
  ]
  expect(others.filter(allows)).toEqual([])
})

/** Texts that no field of ours can mean. */
export const texts: Readonly<Record<string, string>> = {
  'a NUL': 'a\u0000b',
  'a lone surrogate': 'a\ud800b',
  'a header in a value': 'a\r\nSet-Cookie: preau=x',
  'an escape': '\u001b[2J\u0007',
  '100,000 combining marks': `e${'\u0301'.repeat(100_000)}`,
  'half a megabyte': 'x'.repeat(500_000),
  'nothing but spaces': ' \t ',
}

/** Values of every kind but a text. */
export const values: Readonly<Record<string, unknown>> = {
  'nothing at all': undefined,
  null: null,
  'minus one': -1,
  'a huge number': 1e308,
  'a fraction': 0.5,
  'an array': ['x'],
  'an empty array': [],
  'an object': { $gt: '' },
  'an empty text': '',
}

/** Bodies that are not what an endpoint with a body expects, as they are sent. */
export const bodies: Readonly<Record<string, string>> = {
  'an empty body': '',
  'half a JSON': '{"key":',
  'no JSON': 'key=value',
  'a NUL byte': '\u0000',
  null: 'null',
  'an array': '[{}]',
  'a text': '"x"',
  'a number': '1',
  'a prototype': '{"__proto__":{"isAdmin":true}}',
  'a constructor': '{"constructor":{"prototype":{"isAdmin":true}}}',
  'deep arrays': '['.repeat(100_000) + ']'.repeat(100_000),
  'deep objects': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  'unclosed arrays': '['.repeat(500_000),
  'a megabyte and more': `{"key":"${'x'.repeat(1_100_000)}"}`,
}

/** Media types that no endpoint takes. */
export const mediaTypes = [
  'text/plain',
  'application/xml',
  'multipart/form-data',
  'image/png',
  'x',
  'application/json, text/plain',
]

/** Identifiers that are none, as they stand in an address. */
export const ids = [
  '0',
  '-1',
  'x',
  '99999999999999999999',
  '%00',
  '%0d%0aX: y',
  '%E0%A4%A',
  '%',
  '..%2f..%2fetc',
  "'%20or%201=1--",
  'é',
  'x'.repeat(300),
  `${'0'.repeat(8)}-0000-4000-8000-00000000000g`,
]

/** An identifier that looks like one, and is nobody's. */
export const nobodysId = '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee'

/** What people write for each other is kept as it was typed, whatever it is: stories of their own show that it stays text. */
export const asTyped: ReadonlySet<string> = new Set([
  'post.write text',
  'post.edit text',
  'post.comment.write text',
  'draft.keep value',
  'conversation.note text',
  'calendar.enter note',
  'calendar.change note',
  'file.upload.begin name',
  'weak_point.report words',
])

/** Whoever keeps a draft gives it its name: one that nobody has yet is a new one, and one that is not there is gone already. */
export const namedByWhoever: ReadonlySet<string> = new Set(['draft.keep', 'draft.drop'])

/** Headers that are wrong, with what must be answered; the last for requests that change something only. */
export const headers: readonly { name: string; value: string; code: string; writes?: true }[] = [
  { name: 'idempotency-key', value: 'x', code: 'invalid_input' },
  { name: 'idempotency-key', value: `${nobodysId}, ${nobodysId}`, code: 'invalid_input' },
  { name: 'if-match', value: '"not a number"', code: 'invalid_input' },
  { name: 'if-match', value: '99999999999999999999', code: 'invalid_input' },
  { name: 'if-match', value: '-1', code: 'invalid_input' },
  { name: 'x-purpose', value: 'curiosity', code: 'invalid_input' },
  { name: 'origin', value: 'https://elsewhere.example', code: 'forgery', writes: true },
  { name: 'origin', value: 'null', code: 'forgery', writes: true },
  { name: 'origin', value: 'http://', code: 'forgery', writes: true },
]

import { expect, test } from 'vitest'
import { atom } from './atom.ts'

test('a feed holds no character that XML has not, whatever was said', () => {
  const about = {
    id: 'https://preau.example/trust',
    title: 'Changes',
    self: 'https://preau.example/a',
    page: 'https://preau.example/b',
  }
  const said = 'before\ufffe\uffff\u0000\u000b after'
  const feed = atom({ ...about, updated: new Date(0) }, [{ id: about.id, at: new Date(0), title: said, text: said }])
  expect(feed).toContain('before after')
  expect(feed).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u)
})

import { expect, test } from 'vitest'
import { html } from '#kernel/html.ts'

const hostile = [
  ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['"><img src=x onerror=alert(1)>', '&quot;&gt;&lt;img src=x onerror=alert(1)&gt;'],
  ["' onfocus='alert(1)", '&#39; onfocus=&#39;alert(1)'],
  ['`${alert(1)}`', '&#96;${alert(1)}&#96;'],
  ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
  ['Nor\u202Er\u2066o\u0000n', 'Norron'],
  ['</textarea><h1>', '&lt;/textarea&gt;&lt;h1&gt;'],
] as const

test.each(hostile)('%j stands on a page as text', (written, shown) => {
  expect(html`<p title="${written}">${written}</p>`.markup).toBe(`<p title="${shown}">${shown}</p>`)
})

test('what is already a page is not escaped again, and a look-alike is', () => {
  const inner = html`<b>${'é & è'}</b>`
  expect(html`${[inner, inner]}${false}${undefined}${0}`.markup).toBe('<b>é &amp; è</b><b>é &amp; è</b>0')
  const forged = JSON.parse('{"markup":"<b>"}')
  expect(html`${forged}`.markup).toBe('[object Object]')
})

test('a value without quotation marks round it never becomes an attribute', () => {
  expect(() => html`<a class=${'x onclick=alert(1)'}>`).toThrow()
})

test.each(['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', '//elsewhere.example'])(
  '%s is no address',
  (address) => {
    expect(() => html`<a href="${address}">`).toThrow()
  },
)

test.each(['/s/demo/', '?lang=fr', '#content', 'https://ecole.example'])('%s is an address', (address) => {
  expect(html`<a href="${address}">`.markup).toBe(`<a href="${address}">`)
})

test('a page has no script, no style and no handler of its own', () => {
  expect(() => html`<script>1</script>`).toThrow()
  expect(() => html`<p style="color:red">`).toThrow()
  expect(() => html`<p onclick="x()">`).toThrow()
})

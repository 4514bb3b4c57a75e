// Signs in, or adds a device, by passkey, where the browser can; without this file the form beside it does everything.
const can = window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.isSecureContext
const xsrf = () => /(?:^|; )(?:__Host-)?preau-xsrf=([^;]+)/.exec(document.cookie)?.[1]
const ask = async (url, method, body) => {
  const token = xsrf()
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...(token ? { 'x-xsrf-token': token } : {}) }
  const reply = await fetch(url, { method, headers, credentials: 'same-origin', body: JSON.stringify(body) })
  if (!reply.ok) throw new Error((await reply.json()).code)
  return reply.json()
}
const signed = async () => {
  const options = await ask('/api/passkey/challenge', 'POST', {})
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  return (await navigator.credentials.get({ publicKey })).toJSON()
}
const made = async (label) => {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await ask('/api/account/passkey-options', 'PUT', {}))
  return { label, passkey: (await navigator.credentials.create({ publicKey })).toJSON() }
}
const doors = { second_step: '/second-step', must_change: '/password', must_enrol: '/second-factor' }
const onward = (limited, next) => (limited ? `${doors[limited]}?next=${encodeURIComponent(next)}` : next)

const ways = {
  start: async ({ url }) =>
    ask(url, 'POST', { passkey: await signed(), sharedDevice: Boolean(document.querySelector('[name=sharedDevice]')?.checked) }),
  second: async () => ask('/api/account/second-step', 'POST', { passkey: await signed() }),
  confirm: async () => ask('/api/account/confirmation', 'POST', { passkey: await signed() }),
  add: async ({ label }) => ask('/api/account/passkey', 'PUT', await made(label)),
}

for (const place of document.querySelectorAll('[data-passkey]')) {
  if (!can) continue
  place.hidden = false
  const { passkey, next } = place.dataset
  place.querySelector('button').addEventListener('click', async () => {
    const wrong = place.querySelector('[role=alert]')
    wrong.hidden = true
    try {
      const { limited = null, codes } = await ways[passkey](place.dataset)
      if (!codes?.length) return location.assign(onward(limited, next))
      const list = document.querySelector('[data-codes]')
      for (const code of codes)
        list.querySelector('ol').append(Object.assign(document.createElement('li'), { textContent: code }))
      list.hidden = false
      document.querySelector('[data-before]').hidden = true
    } catch {
      wrong.hidden = false
    }
  })
}

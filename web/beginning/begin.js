// Runs before anything is drawn, while the app is still on its way: asks for what the first screen is drawn from, and for its sentences.
// The build puts before it `first`: what to ask of the school's interface; and `words`, the file of sentences by language; and what the
// pages of the server begin with, too.
{
  const [, school, slug, place] = location.pathname.split('/')
  if (school === 's' && place === 'today') {
    const ask = (path) => {
      const asked = fetch(`/s/${slug}/api${path}`, { credentials: 'same-origin', headers: { accept: 'application/json' } })
      asked.catch(() => {}) // whoever takes the answer hears of it
      return [`/s/${slug}/api${path}`, asked]
    }
    window.begun = new Map(first.map(ask))
    const tags = [/(?:^|; )lang=([a-zA-Z-]+)/.exec(document.cookie)?.[1] ?? '', ...navigator.languages].map((tag) =>
      tag.toLowerCase(),
    )
    const file = tags.map((tag) => words[tag] ?? words[tag.split('-')[0]]).find(Boolean) ?? words.en
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: file }))
  }
}

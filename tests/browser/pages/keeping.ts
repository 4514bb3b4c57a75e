/// <reference lib="dom" />
// Run in the page: what this device has kept.

/** The addresses of the files in every cache. */
export const filesKept = async (): Promise<string[]> => {
  const names = await caches.keys()
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
  return requests.flat().map(({ url }) => new URL(url).pathname)
}

/** How many rows each drawer holds; none where there is no database. */
export const rowsKept = async (): Promise<Record<string, number>> => {
  const known = await indexedDB.databases()
  if (!known.some(({ name }) => name === 'preau')) return {}
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const database = await settled(indexedDB.open('preau'))
  const counts: Record<string, number> = {}
  for (const drawer of Array.from(database.objectStoreNames))
    counts[drawer] = await settled(database.transaction(drawer).objectStore(drawer).count())
  database.close()
  return counts
}

/** When the last draft was kept. */
export const lastTyped = async (): Promise<number> => {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const database = await settled(indexedDB.open('preau'))
  const rows: { at: number }[] = await settled(database.transaction('drafts').objectStore('drafts').getAll())
  database.close()
  return Math.max(0, ...rows.map(({ at }) => at))
}

/** What pages have written down while they were closing. */
export const notesKept = (): string[] =>
  Object.entries({ ...localStorage }).flatMap(([key, note]) => (key.startsWith('preau-draft ') ? [`${note}`] : []))

/** Somebody’s last words in a field, and in the same moment a tap on another place of the app. */
export const typesAndGoes = (words: string) => {
  const field = document.querySelector('textarea')
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, words)
  field?.dispatchEvent(new Event('input', { bubbles: true }))
  document.querySelector<HTMLElement>('nav.bar a')?.click()
}

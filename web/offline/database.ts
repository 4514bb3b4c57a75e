/** What this device keeps for itself: its keys, answers, wishes that wait, and what was begun. */
export type Drawer = 'device' | 'answers' | 'outbox' | 'drafts'
const drawers: readonly Drawer[] = ['device', 'answers', 'outbox', 'drafts']
export const NAME = 'preau'

/** Where there is no secure context there is no sealing, and so nothing is kept. */
export const canKeep = () => typeof indexedDB !== 'undefined' && typeof crypto.subtle !== 'undefined'

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const state: { opened: Promise<IDBDatabase> | undefined } = { opened: undefined }

const open = () => {
  const request = indexedDB.open(NAME, 1)
  request.onupgradeneeded = () => {
    for (const drawer of drawers) request.result.createObjectStore(drawer, { keyPath: 'id' })
  }
  return settled(request).then((database) => {
    // Another tab empties the device: this one must not hold it open.
    database.onversionchange = () => void close()
    return database
  })
}

const inDrawer = async <T>(drawer: Drawer, mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>) => {
  state.opened ??= open()
  const database = await state.opened
  return settled(run(database.transaction(drawer, mode).objectStore(drawer)))
}

/** One row of a drawer, as it was put there. */
export const take = <T>(drawer: Drawer, id: string): Promise<T | undefined> =>
  inDrawer(drawer, 'readonly', (store) => store.get(id))
export const takeAll = <T>(drawer: Drawer): Promise<T[]> => inDrawer(drawer, 'readonly', (store) => store.getAll())
export const put = <T extends { id: string }>(drawer: Drawer, row: T) => inDrawer(drawer, 'readwrite', (store) => store.put(row))
export const remove = (drawer: Drawer, id: string) => inDrawer(drawer, 'readwrite', (store) => store.delete(id))
export const empty = (drawer: Drawer) => inDrawer(drawer, 'readwrite', (store) => store.clear())

export const close = async () => {
  const { opened } = state
  state.opened = undefined
  await opened?.then((database) => database.close())
}

/** Takes the whole of it away. */
export const removeAll = async () => {
  await close()
  await settled(indexedDB.deleteDatabase(NAME))
}

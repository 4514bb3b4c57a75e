/// <reference lib="dom" />

/** Run inside the page: the disk is full, and nothing more is put on it. */
export const fullDisk = () => {
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('there is no room', 'QuotaExceededError')
  }
}

export { removalsOf } from './photos.queries.ts'
export { sendPhotos, stillMayGo } from './publishing.ts'
export { photosOf } from './reading.ts'

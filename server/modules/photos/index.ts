export { sendPhotos, stillMayGo } from './publishing.ts'
export { photosOf } from './reading.ts'

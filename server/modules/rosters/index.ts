export { readList } from './list/reading.ts'
export { linkTable } from './sealed.ts'
export { upload } from './upload.ts'

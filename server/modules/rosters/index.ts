export { linkTable } from './sealed.ts'
export { upload } from './upload.ts'

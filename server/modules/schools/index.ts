export { insertSchool } from './schools.queries.ts'
export { setupDigest } from './setting-up.ts'

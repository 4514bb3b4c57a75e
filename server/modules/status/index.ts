export { readIncidents } from './incidents.ts'
export { readMaintenance } from './maintenance.ts'
export { readParts } from './measuring.ts'

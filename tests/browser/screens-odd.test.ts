import { lookAt } from './eyes.ts'

lookAt(1)

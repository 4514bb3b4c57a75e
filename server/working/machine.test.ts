import { expect, test } from 'vitest'
import { machineWith, portsIn, readTracking } from './machine.ts'

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 1 1
   1: 00000000:01BB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1
   2: 0A00000A:01BB 0B00000A:C001 01 00000000:00000000 00:00000000 00000000     0        0 3 1
   3: 0A00000A:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4 1`
const table6 = `  sl  local_address                         remote_address                        st
   0: 00000000000000000000000001000000:1538 00000000000000000000000000000000:0000 0A
   1: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A
   2: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A`

test('a port counts as open where others than the machine itself could reach it', () => {
  expect(portsIn(table)).toEqual([443, 22])
  expect(portsIn(table6)).toEqual([80])
})

test('chrony says by how much a clock is away, and whether it follows another at all', () => {
  const line = (seconds: string, leap: string) =>
    `C0A80001,192.168.0.1,2,1795000000.1,${seconds},0.000002,0.00001,-10.1,0.001,0.02,0.01,0.001,64.2,${leap}`
  expect(readTracking(line('-0.0421', 'Normal'))).toEqual({ isSet: true, milliseconds: 42 })
  expect(readTracking(line('0.0', 'Not synchronised'))).toEqual({ isSet: false, milliseconds: 0 })
  expect(readTracking('506 Cannot talk to daemon')).toBeUndefined()
})

test('the doors of a machine are those that were named, and those of the service itself', async () => {
  expect(machineWith(3000, [22]).doors).toEqual([22, 3000, 3001])
  expect(machineWith(undefined, [22]).doors).toEqual([22])
})

// How memory is kept in every process of Préau; loaded before anything else. Measured by `bench feed` and `bench import`.
import os from 'node:os'
import v8 from 'node:v8'

// New things get two megabytes of room, not a hundred: what is gone is noticed sooner, the small things of the crypto library with it.
v8.setFlagsFromString('--semi-space-growth-factor=1')
// What outlived that is looked through once it has grown by half, not fourfold: an import of ten thousand people leaves much behind.
v8.setFlagsFromString('--heap-growing-percent=50')
// Threads that look for it beside the one that answers take both of two processors from it and from the database, fifty milliseconds at a time.
if (os.availableParallelism() < 4) v8.setFlagsFromString('--no-concurrent-marking')

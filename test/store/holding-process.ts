/** Opens a store (or only takes its lock) and keeps it; run as a process of its own by directory-lock.test.ts. */
import { DirectoryHeld, lockDirectory } from '../../src/store/directory-lock.ts'
import { openStore } from '../../src/store/open-store.ts'

const [first = '', second = ''] = process.argv.slice(2)
try {
  if (first === '--lock-only') lockDirectory(second)
  else (await openStore({ directory: first })).publishAddress(second || 'http://127.0.0.1:4999')
  process.stdout.write('open\n')
} catch (error) {
  if (!(error instanceof DirectoryHeld)) throw error
  process.stdout.write('held\n')
}
setInterval(() => {}, 1000) // stays until it is ended

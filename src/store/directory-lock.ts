/**
 * One process at a time on one embedded database: two writers on a PGlite directory lose data without an error from
 * either. The lock is a file named `lock` in the store's directory, created atomically with its whole content, holding
 * who took it. A lock left by a dead process is taken over; that of a live one never is.
 */
import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { StoreError } from './store-error.ts'

/** Who holds a store. */
export interface LockHolder {
  readonly pid: number
  readonly host: string
  /** When the lock was taken (ISO). */
  readonly since: string
  /** What the system says of when the process began, so that a later process with the same number is not taken for it. */
  readonly began: string | null
  /** Where its server listens, if it has one: `http://127.0.0.1:4000`. */
  readonly address: string | null
}

export interface DirectoryLock {
  /** Tells others where the holder's server listens. */
  publishAddress(address: string): void
  release(): void
}

/** Thrown when a live process holds the directory. */
export class DirectoryHeld extends StoreError {
  readonly holder: LockHolder
  constructor(directory: string, holder: LockHolder) {
    super(heldMessage(directory, holder))
    this.name = 'DirectoryHeld'
    this.holder = holder
  }
}

/** Takes the lock of a directory that exists. Throws DirectoryHeld when a live process has it. */
export function lockDirectory(directory: string): DirectoryLock {
  const file = lockFile(directory)
  let mine: LockHolder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    began: processBegan(process.pid),
    address: null,
  }
  for (let attempt = 0; !createWhole(file, mine); attempt++) {
    const holder = readHolder(file)
    if (holder && (attempt > 5 || isAlive(holder))) throw new DirectoryHeld(directory, holder)
    if (holder) takeAway(directory, file, holder)
  }
  const remove = () => {
    const holder = readHolder(file)
    if (holder?.pid === mine.pid && holder.since === mine.since) rmSync(file, { force: true })
  }
  process.once('exit', remove)
  return {
    publishAddress(address) {
      mine = { ...mine, address }
      const aside = asideName(file)
      writeFileSync(aside, JSON.stringify(mine))
      renameSync(aside, file)
    },
    release() {
      process.removeListener('exit', remove)
      remove()
    },
  }
}

/** The live process that holds a directory, or null when it is free. */
export function findHolder(directory: string): LockHolder | null {
  const holder = readHolder(lockFile(directory))
  return holder && isAlive(holder) ? holder : null
}

function lockFile(directory: string): string {
  return join(directory, 'lock')
}

function asideName(file: string): string {
  return `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
}

/** Creates the file with its content in one step (a link fails if the name is taken). False when it is taken. */
function createWhole(file: string, holder: LockHolder): boolean {
  const aside = asideName(file)
  writeFileSync(aside, JSON.stringify(holder))
  try {
    linkSync(aside, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/** Removes a dead process's lock, making sure that it is that one and not the lock of whoever was quicker. */
function takeAway(directory: string, file: string, dead: LockHolder): void {
  const aside = asideName(file)
  try {
    renameSync(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const taken = readHolder(aside)
  if (taken && (taken.pid !== dead.pid || taken.since !== dead.since)) {
    renameSync(aside, file)
    throw new DirectoryHeld(directory, taken)
  }
  rmSync(aside, { force: true })
}

function readHolder(file: string): LockHolder | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    return JSON.parse(text) as LockHolder
  } catch {
    throw new StoreError(
      `The lock file ${file} cannot be read: expected JSON, found "${text.slice(0, 40)}". ` +
        'If you are sure that no Turnaround process uses this directory, delete that file.',
    )
  }
}

function isAlive(holder: LockHolder): boolean {
  // From here nothing can be said of a process on another machine: treat it as alive.
  if (holder.host !== hostname()) return true
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    // EPERM: it is there, but another user's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const began = processBegan(holder.pid)
  return holder.began === null || began === null || holder.began === began
}

/** Clock tick since boot at which a process began, with the boot it belongs to (Linux); null where not known. */
function processBegan(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold spaces; the start time is the 20th field after it.
    return `${boot}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return null // no /proc on this system: the process number alone must do
  }
}

function heldMessage(directory: string, holder: LockHolder): string {
  if (holder.pid === process.pid && holder.host === hostname()) return `This process already has ${directory} open.`
  const where = holder.host === hostname() ? '' : ` on machine ${holder.host}`
  const who = `The store in ${directory} is in use by process ${holder.pid}${where} since ${holder.since}`
  const remedy =
    holder.host === hostname()
      ? `Stop that process (kill ${holder.pid}) and try again, or choose another --directory.`
      : `Stop it there and try again. If that machine is gone, delete ${lockFile(directory)}.`
  return holder.address
    ? `${who}, which serves ${holder.address}. Use it there in the browser. Otherwise: ${remedy}`
    : `${who}. ${remedy}`
}

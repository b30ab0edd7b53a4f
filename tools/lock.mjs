/** One process at a time, by a file that names its holder. The lock of a process that died is taken over. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const patience = 15 * 60_000

/** Runs `work` while holding the lock file. Throws after a quarter of an hour of waiting, naming the holder and the file. */
export async function onlyOne(file, work) {
  mkdirSync(dirname(file), { recursive: true })
  const started = Date.now()
  let told = false
  while (!claim(file)) {
    const holder = read(file)
    if (holder !== null && !isAlive(holder)) reap(file, holder)
    else if (Date.now() - started > patience) {
      throw new Error(
        `Process ${holder} has held ${file} for over a quarter of an hour. If it is not installing anything, delete that file.`,
      )
    } else {
      if (!told && holder !== null) process.stderr.write(`Waiting for process ${holder}, which is installing …\n`)
      told = true
      await wait(100)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

// A link appears whole or not at all: nobody reads a lock without its holder.
function claim(file) {
  const own = `${file}.${process.pid}`
  writeFileSync(own, String(process.pid))
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

// Of several that find the same dead holder one removes its lock, and looks again first: it may be another's by now.
function reap(file, holder) {
  const right = `${file}.${holder}.reap`
  if (!claim(right)) return
  try {
    if (read(file) === holder) rmSync(file, { force: true })
  } finally {
    rmSync(right, { force: true })
  }
}

function read(file) {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

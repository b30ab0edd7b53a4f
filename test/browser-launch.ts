/**
 * A real browser for tests, on any machine: `$CHROMIUM`, Debian's, the one that comes with the npm packages, or the
 * installed Chrome. There is no skipping: where none starts, every attempt is named in the error.
 */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
// Chromium refuses its sandbox to root, which is what containers run as.
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : []

interface Attempt {
  readonly name: string
  readonly options: () => Promise<LaunchOptions>
}

/** Starts a headless browser; the caller closes it. Throws an Error that names each browser tried and what it said. */
export async function launchBrowser(): Promise<Browser> {
  const failures: string[] = []
  for (const { name, options } of attempts()) {
    try {
      return await chromium.launch({ args: [...quiet, ...asRoot], ...(await options()) })
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  throw new Error(
    `No browser could be started. Install Chromium, or set CHROMIUM to its path.\n\n${failures.join('\n\n')}`,
  )
}

function attempts(): readonly Attempt[] {
  const { CHROMIUM } = process.env
  // A browser asked for by name is the one wanted: no other stands in for it.
  if (CHROMIUM) return [{ name: `$CHROMIUM (${CHROMIUM})`, options: async () => ({ executablePath: CHROMIUM }) }]
  const debian = '/usr/bin/chromium'
  return [
    ...(existsSync(debian) ? [{ name: debian, options: async () => ({ executablePath: debian }) }] : []),
    ...(process.platform === 'linux' && process.arch === 'x64'
      ? [
          { name: '@sparticuz/chromium', options: () => packaged(false) },
          { name: '@sparticuz/chromium with its own libraries', options: () => packaged(true) },
        ]
      : []),
    { name: 'Chrome', options: async () => ({ channel: 'chrome' }) },
  ]
}

/** The browser of @sparticuz/chromium; with its own libraries where the machine lacks libnss3 and libnspr4. */
async function packaged(withLibraries: boolean): Promise<LaunchOptions> {
  const folder = await unpack()
  const libraries = withLibraries ? { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } : {}
  // Without any font of the machine's own, text would be blank: the package carries one.
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }
  return { executablePath: join(folder, 'chromium'), env: { ...process.env, ...fonts, ...libraries } }
}

/**
 * Unpacks the browser once per version into `.cache`. The package unpacks into the temporary folder and takes a file that
 * another process is still writing for a finished one, so each process unpacks apart and the first to finish wins.
 */
async function unpack(): Promise<string> {
  const { default: packagedChromium, inflate } = await import('@sparticuz/chromium')
  const home = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..')
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
  const cache = resolve(import.meta.dirname, '..', '.cache')
  const finished = join(cache, `chromium-${version}`)
  if (existsSync(finished)) return finished
  await mkdir(cache, { recursive: true })
  const own = await mkdtemp(`${finished}-`)
  const temporary = process.env.TMPDIR
  process.env.TMPDIR = own
  try {
    await packagedChromium.executablePath(join(home, 'bin'))
    await inflate(join(home, 'bin', 'al2023.tar.br'))
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = temporary
  }
  try {
    await rename(own, finished)
  } catch (error) {
    await rm(own, { recursive: true, force: true })
    if (!existsSync(finished)) throw error
  }
  return finished
}

/** The whole site over the small sector, asked without a socket. */
import { listFrameworks, loadFramework } from '../../src/assessment/framework-file.ts'
import type { Desk } from '../../src/casework/desk-store.ts'
import { type App, createApp } from '../../src/web/app.ts'
import type { Evidence } from '../../src/web/evidence.ts'
import type { SignIn } from '../../src/web/sign-in.ts'
import { shelf } from './shelf.ts'
import { smallSector } from './small-sector.ts'

/** `change` lets a test put its own evidence in place of a part; nobody signs in unless a test lets them. */
export async function site(
  change: (evidence: Evidence) => Partial<Evidence> = () => ({}),
  signIn?: SignIn,
  hosts?: readonly string[],
  desk?: Desk,
): Promise<App> {
  const { evidence, framework } = await smallSector()
  const shipped = await Promise.all((await listFrameworks()).map(({ id }) => loadFramework(id)))
  const frameworks = shipped.map(one => (one.framework === framework.framework ? framework : one))
  return createApp({
    evidence: { ...evidence, ...change(evidence) },
    frameworks,
    shelf: await shelf(),
    onError: () => {},
    ...(signIn && { signIn }),
    ...(hosts && { hosts }),
    ...(desk && { desk }),
  })
}

export const home = 'http://localhost:4000'

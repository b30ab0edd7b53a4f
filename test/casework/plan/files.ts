/** Files of a plan on disk, and what reading them says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { PlanBounds } from '../../../src/casework/plan/plan-check.ts'
import { readPlanFile } from '../../../src/casework/plan/plan-file.ts'
import type { Plan } from '../../../src/casework/plan/plan-schema.ts'
import type { PlanAbout } from '../../../src/casework/plan/plan-table.ts'
import type { Issue } from '../../../src/evidence/model.ts'
import { RefusedFile } from '../../../src/evidence/refused-file.ts'
import { about } from './fictional-plan.ts'

const folder = mkdtempSync(join(tmpdir(), 'turnaround-plan-'))
afterAll(() => rmSync(folder, { recursive: true }))

export function reading(
  name: string,
  content: string | Uint8Array,
  of: PlanAbout = about,
  bounds?: PlanBounds,
): Promise<Plan> {
  const path = join(folder, name)
  writeFileSync(path, content)
  return readPlanFile(path, name, of, bounds)
}

/** The issues of a file that is refused; fails where it is taken. */
export async function refusals(
  name: string,
  content: string | Uint8Array,
  of: PlanAbout = about,
  bounds?: PlanBounds,
): Promise<readonly Issue[]> {
  const outcome = await reading(name, content, of, bounds).catch((error: unknown) => error)
  if (!(outcome instanceof RefusedFile))
    throw new Error('Found a plan or another error; expected a refusal.', { cause: outcome })
  return outcome.issues
}

/** What commands send to the casework API, and what they make of its answers. */
import type { Ask } from './case-source.ts'
import { printJson, say, UsageError } from './output.ts'

/** Sends a command. */
export function send(ask: Ask, path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return ask(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...headers },
  })
}

/** What the API answers at a path. Throws UsageError with its words where it refuses. */
export async function read<Answer>(ask: Ask, path: string): Promise<Answer> {
  const answer = await ask(path)
  if (answer.ok) return (await answer.json()) as Answer
  throw new UsageError(((await answer.json()) as { detail: string }).detail)
}

/** What was given, as the query of an address. */
export function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams(given(values)).toString()
  return query === '' ? '' : `?${query}`
}

/** Only what was given. */
export function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** A refusal is an answer, and it is no; what cannot be read is a fault of usage. */
export async function refusedBy(answer: Response, json: boolean): Promise<number> {
  const problem = (await answer.json()) as { detail: string; allowed?: readonly string[] }
  if (answer.status === 400 || answer.status >= 500) throw new UsageError(problem.detail)
  if (json) printJson(problem)
  else say(problem.detail)
  return 1
}

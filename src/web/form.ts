/** The fields of a form that was sent. */
import type { Context } from 'hono'
import { PageFault } from './fault.ts'

/** Throws PageFault where the body is no form. */
export async function readForm(c: Context): Promise<Readonly<Record<string, string | File>>> {
  try {
    return await c.req.parseBody()
  } catch (error) {
    // What cannot be taken apart is told as a TypeError.
    if (!(error instanceof TypeError)) throw error
    throw new PageFault(400, 'This is no form that we can read', 'Send it from the page that it is on.')
  }
}

/** The fields of a form that was sent. */
import type { Context } from 'hono'
import { PageFault } from './fault.ts'

/** Throws PageFault where the body is no form. */
export function readForm(c: Context): Promise<Readonly<Record<string, string | File>>> {
  return orNoForm(() => c.req.parseBody())
}

/** The fields of a form in which a name may stand more than once. Throws PageFault where the body is none. */
export function readFormData(c: Context): Promise<FormData> {
  return orNoForm(() => c.req.formData())
}

async function orNoForm<Form>(read: () => Promise<Form>): Promise<Form> {
  try {
    return await read()
  } catch (error) {
    // What cannot be taken apart is told as a TypeError.
    if (!(error instanceof TypeError)) throw error
    throw new PageFault(400, 'This is no form that we can read', 'Send it from the page that it is on.')
  }
}

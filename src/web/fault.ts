/** A page that cannot be given, in words for the person who asked. */
export class PageFault extends Error {
  readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 503
  readonly title: string

  constructor(status: PageFault['status'], title: string, detail: string) {
    super(detail)
    this.name = 'PageFault'
    this.status = status
    this.title = title
  }
}

/** What somebody asked for, cut to what an error page can repeat. */
export function echo(asked: string): string {
  return asked.length > 80 ? `${asked.slice(0, 80)}…` : asked
}

/** The body of an `application/problem+json` answer (RFC 9457). */
export function problem(status: number, title: string, detail: string, path: string) {
  return { type: 'about:blank', title, status, detail, instance: path }
}

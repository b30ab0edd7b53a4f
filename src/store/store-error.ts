/** A store that cannot be used as asked, told so that the reader can act on it: no stack trace is needed. */
export class StoreError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
  }
}

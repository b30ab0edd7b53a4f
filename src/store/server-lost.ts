/** A database server that was lost, or cannot be reached: the pool connects again by itself once it is back. */

/** Codes of PostgreSQL (connection exceptions, and a server that ends, crashes or starts) and of the network. */
const codes = /^(08\w{3}|57P0[1-5]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH)$/
/** What the driver says without a code. */
const words =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/

/** Whether an error says that the server was lost: a command that met it may have been done, wholly, or not at all. */
export function isServerLost(error: unknown): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  return codes.test(String(code)) || words.test(String(message))
}

/** A small memory of what was made lately: the least recently used goes first. Holds no clock and no size but a count. */
export class Recent<Value> {
  readonly #limit: number
  readonly #kept = new Map<string, Value>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** The value kept under the key, else made and kept. A promise that fails is forgotten. */
  get(key: string, make: () => Value): Value {
    const known = this.peek(key)
    if (known !== undefined) return known
    const value = make()
    this.#kept.set(key, value)
    if (value instanceof Promise) value.catch(() => this.#kept.delete(key))
    if (this.#kept.size > this.#limit) this.#kept.delete(this.#kept.keys().next().value as string)
    return value
  }

  /** The value kept under the key, if any; it counts as used. */
  peek(key: string): Value | undefined {
    const value = this.#kept.get(key)
    if (value !== undefined) {
      this.#kept.delete(key)
      this.#kept.set(key, value)
    }
    return value
  }
}

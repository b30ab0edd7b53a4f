/** How values come back from either database: the same JavaScript types, whichever of the two it is. */
import pg from 'pg'
import type { CustomTypesConfig } from 'pg'

const { builtins } = pg.types

/** int8 as a number, numeric and date as printed, timestamps as ISO instants in UTC; the rest as `pg` has it. */
export const typeParsers: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === builtins.INT8) return safeInteger
      if (oid === builtins.NUMERIC || oid === builtins.DATE) return asPrinted
      if (oid === builtins.TIMESTAMPTZ) return instant
    }
    return pg.types.getTypeParser(oid, format as 'text')
  }) as CustomTypesConfig['getTypeParser'],
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`Integer too large to be exact in JavaScript: ${text}`)
  return value
}

function asPrinted(text: string): string {
  return text
}

function instant(text: string): string {
  return new Date(text).toISOString()
}

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { pages } from '../../src/web/pages/index.ts'

it('every page and every parameter is in the reference', async () => {
  const text = await readFile(resolve(import.meta.dirname, '..', '..', 'docs', 'reference', 'pages-and-api.md'), 'utf8')
  for (const page of pages) {
    expect(text).toContain(`\`${page.path}\``)
    for (const parameter of Object.keys(page.parameters ?? {})) expect(text).toContain(`\`${parameter}\``)
  }
})

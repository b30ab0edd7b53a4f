import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { caseApiDocument } from '../../src/web/api/case-openapi.ts'
import { pages } from '../../src/web/pages/index.ts'

const reference = readFile(resolve(import.meta.dirname, '..', '..', 'docs', 'reference', 'pages-and-api.md'), 'utf8')

it('every page and every parameter is in the reference', async () => {
  const text = await reference
  for (const page of pages) {
    expect(text).toContain(`\`${page.path}\``)
    for (const parameter of Object.keys(page.parameters ?? {})) expect(text).toContain(`\`${parameter}\``)
  }
})

it('every address of the casework API is in the reference, by what is sent to it where something is', async () => {
  const text = await reference
  const { paths } = caseApiDocument() as { paths: Record<string, Record<string, object>> }
  for (const [path, operations] of Object.entries(paths)) {
    const address = path.replaceAll(/\{(\w+)\}/g, ':$1')
    expect(text).toContain(`${address.replace('/api/v1', '')}\``)
    if ('post' in operations) expect(text).toContain(`POST ${address}\``)
  }
})

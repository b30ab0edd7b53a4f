/** Every regime that ships has examples beside it, and every one of them holds. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeIssue } from '../../../src/documents/yaml-document.ts'
import { checkRegimeFile, readExamples } from '../../../src/regimes/examples-file.ts'
import { shippedRegimes } from '../../../src/regimes/regime-text-file.ts'
import { projectFiles, root } from '../../house/source-files.ts'

const files = projectFiles('regimes').filter(file => file.endsWith('.yaml') && !file.endsWith('.examples.yaml'))
const examplesFiles = projectFiles('regimes').filter(file => file.endsWith('.examples.yaml'))

test('every regime file has its examples beside it, and every examples file its regime', () => {
  const beside = files.map(file => file.replace(/\.yaml$/, '.examples.yaml'))
  expect(examplesFiles.toSorted()).toEqual(beside.toSorted())
})

test('check without files checks all that ship', async () => {
  expect(await shippedRegimes()).toHaveLength(files.length)
})

describe.each(examplesFiles)('%s', file => {
  const { value } = readExamples(readFileSync(join(root, file), 'utf8'), file)
  const check = checkRegimeFile(join(root, file))

  test('the regime beside it is sound', async () => {
    const { issues, examples } = await check
    expect(examples === null ? issues.map(describeIssue) : []).toEqual([])
  })

  test.each(value.examples.map((example, index) => [example.example, index] as const))('%s', async (_, index) => {
    const { issues } = await check
    const own = issues.filter(issue => issue.path === 'regime' || issue.path.startsWith(`examples.${index}.`))
    expect(own.map(describeIssue)).toEqual([])
  })
})

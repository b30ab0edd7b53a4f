/** `turnaround framework list · show · check · lint`. */
import { DocumentFault } from '../documents/yaml-document.ts'
import { frameworkText, listFrameworks, loadFramework, readFramework } from '../assessment/framework-file.ts'
import { frameworkInWords } from '../assessment/framework-words.ts'
import { lintFramework } from '../assessment/framework-lint.ts'
import { print, printJson, textTable } from './output.ts'

export async function frameworkCommand(
  name: 'list' | 'show' | 'check' | 'lint',
  id: string,
  options: { json?: boolean },
): Promise<number> {
  switch (name) {
    case 'list':
      return list(options)
    case 'show':
      return show(id, options)
    case 'check':
      return check(id, options)
    case 'lint':
      return lint(id, options)
  }
}

async function list(options: { json?: boolean }): Promise<number> {
  const frameworks = await listFrameworks()
  if (options.json) printJson({ frameworks })
  else {
    print(
      textTable(
        [
          { title: 'Framework', cell: one => one.id },
          { title: 'In force', cell: one => `${one.inForce.from} to ${one.inForce.to ?? 'now'}` },
          { title: 'Places by', cell: one => one.kind },
          { title: 'Title', cell: one => one.title },
        ],
        frameworks,
      ),
    )
  }
  return 0
}

async function show(id: string, options: { json?: boolean }): Promise<number> {
  const framework = await loadFramework(id)
  if (options.json) printJson(framework)
  else print(frameworkInWords(framework))
  return 0
}

async function check(id: string, options: { json?: boolean }): Promise<number> {
  const { text, file } = await frameworkText(id)
  try {
    readFramework(text, file)
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error
    if (options.json) printJson({ file, sound: false, issues: error.issues })
    else print(error.message)
    return 1
  }
  if (options.json) printJson({ file, sound: true, issues: [] })
  else print(`${file} is sound.`)
  return 0
}

async function lint(id: string, options: { json?: boolean }): Promise<number> {
  const framework = await loadFramework(id)
  const findings = lintFramework(framework)
  if (options.json) printJson({ framework: framework.framework, findings })
  else if (findings.length === 0) print(`${framework.title}: nothing to say.`)
  else {
    for (const [check, group] of Map.groupBy(findings, finding => finding.check)) {
      print(`${titles[check]} (${group.length})`)
      for (const finding of group) print(`  ${finding.path}: ${finding.words}`)
    }
  }
  return 0
}

const titles = {
  'relative-rule': 'Relative rules',
  'no-clause': 'Without a clause',
  unverified: 'Unverified parameters',
  inferred: 'Inferred from published data',
  'no-minimum': 'Without a minimum',
}

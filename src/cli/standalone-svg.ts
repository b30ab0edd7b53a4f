/** A chart as a file of its own: the pages keep its style in a sheet, a lone file must carry it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The picture with the charts' style sheet inside. */
export async function standaloneSvg(svg: string): Promise<string> {
  const css = await readFile(join(import.meta.dirname, '..', 'web', 'assets', 'charts.css'), 'utf8')
  const font = '.chart-picture { font-family: Arial, sans-serif; }'
  return svg.replace(/(<svg [^>]*>)/, (_, head: string) => `${head}<style>${font}\n${css}</style>`)
}

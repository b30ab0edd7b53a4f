#!/usr/bin/env node
/**
 * Starts Turnaround from a clone, on any Node from 18: finds or fetches a Node that runs TypeScript, installs what is
 * missing, then becomes the command line. Its own words go to standard error, so that `--json` stays one document.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { endLike, runTypeScript } from '../tools/child.mjs'
import { prepare, root } from '../tools/prepare.mjs'

const main = join(root, 'src', 'cli', 'main.ts')
const node = await prepare('production')

// A Node that is new enough goes on in this process: nothing stands between it and its signals.
if (node === process.execPath) await import(pathToFileURL(main).href)
else endLike(await runTypeScript(node, main, process.argv.slice(2)))

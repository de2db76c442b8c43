import type { Console, ExitCode } from './command.ts'

const BAR = 28
/** Lines that are kept to be told as the error. */
const LINES_KEPT = 50
/** Elsewhere than on a terminal a step is logged at these shares only. */
const MILESTONES = 4

export interface ProcessConsole extends Console {
  /** Ends a command that failed: with `--json`, what it said is the document, where it gave no other. */
  failed(exit: ExitCode): void
}

/** A console on this process's streams: a progress bar on a terminal, plain lines elsewhere. */
export function processConsole(json: boolean): ProcessConsole {
  const { stderr, stdout } = process
  let barShown = false
  let lastStep = ''
  let lastMilestone = -1
  let hasResult = false
  const said: string[] = []
  const clearBar = () => {
    if (barShown) stderr.write('\r\x1b[2K')
    barShown = false
  }
  return {
    json,
    log(line) {
      clearBar()
      stderr.write(`${line}\n`)
      said.push(line)
      if (said.length > LINES_KEPT) said.shift()
    },
    progress(step, share) {
      const done = Math.min(1, Math.max(0, share))
      if (stderr.isTTY) {
        const filled = Math.round(done * BAR)
        stderr.write(`\r\x1b[2K${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${String(Math.round(done * 100)).padStart(3)} %  ${step}`)
        barShown = true
        if (done === 1) {
          stderr.write('\n')
          barShown = false
        }
        return
      }
      const milestone = Math.floor(done * MILESTONES)
      if (step === lastStep && milestone === lastMilestone) return
      lastStep = step
      lastMilestone = milestone
      stderr.write(`${step}: ${Math.round((milestone / MILESTONES) * 100)} %\n`)
    },
    result(document, text) {
      clearBar()
      hasResult = true
      stdout.write(json ? `${JSON.stringify(document)}\n` : `${text}\n`)
    },
    failed(exit) {
      if (json && !hasResult) stdout.write(`${JSON.stringify({ exit, error: said.join('\n') })}\n`)
    },
  }
}

/**
 * `npm run audit`: known vulnerabilities of what the program runs on. Fails on high and critical ones that `.ci/accepted-advisories.json`
 * does not accept with a reason and a date. Says so and passes where the registry's audit service cannot be asked: whether the code may be
 * merged must not hang on a service being reachable.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const accepted = JSON.parse(readFileSync(path.join(import.meta.dirname, '../.ci/accepted-advisories.json'), 'utf8'))
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 60_000 })
const { open, asked } = judge(stdout)
if (!asked) process.stdout.write('audit: the audit service could not be asked; nothing was checked\n')
else if (open.length === 0) process.stdout.write('audit: no high or critical advisory that is not accepted\n')
for (const { name, url, title } of open) process.stderr.write(`audit: ${name}: ${title} (${url})\n`)
process.exit(open.length > 0 ? 1 : 0)

/** Advisories that stand against a merge, and whether the service answered at all. */
function judge(text) {
  let report
  try {
    report = JSON.parse(text)
  } catch {
    return { open: [], asked: false }
  }
  if (report.vulnerabilities === undefined) return { open: [], asked: false }
  const today = new Date().toISOString().slice(0, 10)
  const advisories = Object.values(report.vulnerabilities).flatMap(({ via }) => via.filter((one) => typeof one === 'object'))
  const open = advisories.filter(
    ({ severity, url }) =>
      ['high', 'critical'].includes(severity) && !accepted.some((one) => one.url === url && one.reason && one.until >= today),
  )
  return { open, asked: true }
}

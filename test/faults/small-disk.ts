/** A disk of a few MiB: a memory file system, where this process may mount one. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface SmallDisk {
  readonly folder: string
  /** Writes until `left` bytes are free; resolves to what frees them again. */
  fill(left: number): () => void
  remove(): void
}

/** Whether tests of full disks can run: they need the right to mount. */
export const canMount: boolean = (() => {
  try {
    mountSmallDisk(1).remove()
    return true
  } catch {
    process.stderr.write('tests of full disks are left out: this user may not mount a tmpfs (root on Linux may)\n')
    return false
  }
})()

export function mountSmallDisk(mebibytes: number): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'kooste-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true })
    throw cause
  }
  chmodSync(folder, 0o777)
  return {
    folder,
    fill(left) {
      const ballast = path.join(folder, 'ballast')
      const { bavail, bsize } = statfsSync(folder)
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - left)))
      return () => rmSync(ballast)
    },
    remove() {
      execFileSync('umount', ['-l', folder], { stdio: 'pipe' })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

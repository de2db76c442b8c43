/** Extracts on their way: one upload, each file by itself, told as it goes. */

export type Sent =
  | { readonly kind: 'sent'; readonly upload: string }
  | { readonly kind: 'refused'; readonly code: string; readonly file: string }

const NAMES = ['clients', 'contacts', 'decisions'] as const

/** One file of each kind, plain or packed; null where they are others. */
export function extractsOf(files: readonly File[]): readonly File[] | null {
  const found = NAMES.map((name) => files.filter((file) => file.name === `${name}.csv` || file.name === `${name}.csv.gz`))
  return files.length === NAMES.length && found.every((of) => of.length === 1) ? found.flat() : null
}

/** Sends the files one after another. `onProgress`: of the file, in per cent. */
export async function sendFiles(files: readonly File[], onProgress: (file: string, percent: number) => void): Promise<Sent> {
  const begun = await fetch('/uploads', { method: 'POST' })
  const [first] = files
  if (!begun.ok) return { kind: 'refused', code: await codeIn(await begun.text()), file: first?.name ?? '' }
  const { id }: { id: string } = await begun.json()
  for (const file of files) {
    const { status, text } = await put(`/uploads/${id}/${file.name}`, file, (percent) => onProgress(file.name, percent))
    if (status !== 201) return { kind: 'refused', code: await codeIn(text), file: file.name }
  }
  return { kind: 'sent', upload: id }
}

/** By XMLHttpRequest: fetch does not tell how much of a body has gone. */
const put = (url: string, file: File, onPercent: (percent: number) => void): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => onPercent(total > 0 ? Math.floor((100 * loaded) / total) : 100)
    request.onloadend = () => resolve({ status: request.status, text: request.responseText })
    request.send(file)
  })

async function codeIn(text: string): Promise<string> {
  try {
    const body: { errors?: readonly { extensions?: { code?: string } }[] } = JSON.parse(text)
    return body.errors?.[0]?.extensions?.code ?? 'other'
  } catch {
    return 'other'
  }
}

/** Makes pseudonyms in a thread beside the one that reads the extracts, and ends. */
import { parentPort } from 'node:worker_threads'
import { doBlock, type PseudonymJob } from './pseudonyms.ts'

if (!parentPort) throw new Error('pseudonym-worker runs as a worker thread only')
// Its only message, sent by pseudonym-thread.ts.
const port = parentPort
port.once('message', (job: PseudonymJob) => {
  while (doBlock(job));
  port.postMessage('done')
})

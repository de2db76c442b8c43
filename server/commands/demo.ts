import { demoDataDates } from '../vault/demo/panel.ts'
import { writeDemo } from '../vault/demo/write-demo.ts'
import { type Command, EXIT } from './command.ts'

export const demo: Command = {
  name: 'demo',
  usage: 'DIR',
  summary: "Writes the demo county's extracts: invented clients, the same every time.",
  positionals: 1,
  options: {
    residents: { flag: false, meaning: 'how many residents (67723)' },
    seed: { flag: false, meaning: 'another seed gives other clients' },
    'quarters-back': { flag: false, meaning: 'the same people so many quarters earlier, 0 to 7 (0)' },
  },
  async run({ console, positionals: [dir = ''], options }) {
    const whole = (name: string): number | undefined => (options[name] === undefined ? undefined : Number(options[name]))
    for (const name of ['residents', 'seed']) {
      const n = whole(name)
      if (n !== undefined && (!Number.isInteger(n) || n < 1)) {
        console.log(`--${name} takes a whole number of at least 1.`)
        return EXIT.usage
      }
    }
    const [residents, seed] = [whole('residents'), whole('seed')]
    const dataDates = demoDataDates()
    const quartersBack = Number(options['quarters-back'] ?? 0)
    const dataDate = dataDates[quartersBack]
    if (dataDate === undefined) {
      console.log(`--quarters-back takes a whole number from 0 to ${dataDates.length - 1}.`)
      return EXIT.usage
    }
    await writeDemo(dir, {
      quartersBack,
      ...(residents === undefined ? {} : { residents }),
      ...(seed === undefined ? {} : { seed }),
      onProgress: ({ done, of }) => console.progress('writing the demo county', done / of),
    })
    console.result({ dir, dataDate }, `The demo county's extracts are in ${dir}; data date ${dataDate}.`)
    return EXIT.done
  },
}

import { type Command, EXIT } from './command.ts'

export const verify: Command = {
  name: 'verify',
  usage: '',
  summary: 'Makes the newest release anew from the vault and compares it with what the portal serves.',
  positionals: 0,
  options: {},
  async run({ console }) {
    console.log('not yet')
    return EXIT.failed
  },
}

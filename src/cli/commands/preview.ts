import { type Command, count } from '../command.ts'
import { startPreview } from '../preview/preview.ts'
import { parseFormats } from './build.ts'

/** Where the preview is found unless another port is asked for. */
const PORT = 4180

const WATCHABLE = 'expected a system that can watch one more folder: end other programs that watch files'
const FREE = 'expected a free one above 1023: npm run preview -- --port 0'

/** `npm run preview`: shows the exhibits in a browser and keeps them up to date while descriptors are written. */
export const preview: Command = {
  usage: 'npm run preview -- [--port NUMBER] [--formats md,html,txt,docx,pdf]',
  does: 'Builds, shows out/ in a browser on this computer, and builds again after each change. CTRL-C ends it.',
  options: { port: { type: 'string' }, formats: { type: 'string' } },
  words: [0, 0],
  needsWorkspace: true,
  run: async (_, { port, formats: list }, { root, say }) => {
    const number = port === undefined ? PORT : /^\d+$/.test(String(port)) ? Number(port) : -1
    if (number < 0 || number > 65_535)
      return { code: 2, lines: [`Unexpected port “${port}”, expected a whole number up to 65535`] }
    const formats = parseFormats(list)
    if (typeof formats === 'string') return { code: 2, lines: [formats] }
    const stopped = new Promise<void>(resolve => {
      // Not once: npm may hand on the signal that the terminal has sent already.
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
    })
    try {
      const shown = await startPreview(
        root,
        number,
        messages => {
          void say(
            messages.length === 0 ? 'Built.' : `${count(messages.length, 'fault')}: see the page in the browser.`,
          )
        },
        formats,
      )
      await say(`Preview: ${shown.address}  (CTRL-C ends it)`)
      await stopped
      await shown.stop()
      return { code: 0, lines: ['Preview ended.'] }
    } catch (error) {
      const { syscall, code } = error as NodeJS.ErrnoException
      if (syscall === 'watch') return { code: 2, lines: [`Unexpected error ${code} when watching, ${WATCHABLE}`] }
      if (syscall !== 'listen') throw error
      const state = code === 'EADDRINUSE' ? 'is in use' : `this computer does not give (${code})`
      return { code: 2, lines: [`Unexpected port ${number}, which ${state}, ${FREE}`] }
    }
  },
}

import type { Answer, Question, Tasks } from './worker.ts'

type Result<T extends keyof Tasks> = Awaited<ReturnType<Tasks[T]>>

const waiting = new Map<number, (answer: Answer) => void>()
let worker: Promise<Worker> | undefined
let asked = 0

/** Asks the worker, which runs beside the page, so that the page itself is never held up. */
export async function ask<T extends keyof Tasks>(task: T, ...value: Parameters<Tasks[T]>): Promise<Result<T>> {
  worker ??= makeWorker()
  const id = ++asked
  const answered = new Promise<Result<T>>((resolve, reject) => {
    waiting.set(id, ({ result, error }) =>
      error === undefined ? resolve(result as Result<T>) : reject(new Error(error)),
    )
  })
  ;(await worker).postMessage({ id, task, value: value[0] } satisfies Question)
  return answered
}

async function makeWorker(): Promise<Worker> {
  const made = new Worker(URL.createObjectURL(await unpackProgram()))
  made.onmessage = ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.(data)
    waiting.delete(data.id)
  }
  made.onerror = ({ message }) => {
    for (const [id, settle] of waiting) settle({ id, error: message })
    waiting.clear()
  }
  return made
}

/** The worker’s program stands in the page, deflated. */
async function unpackProgram(): Promise<Blob> {
  const letters = atob(document.getElementById('worker')!.textContent)
  const packed = new Uint8Array(letters.length)
  for (let at = 0; at < letters.length; at++) packed[at] = letters.charCodeAt(at)
  const program = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return new Blob([await new Response(program).blob()], { type: 'text/javascript' })
}

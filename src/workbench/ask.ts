import type { Answer, Question, Tasks } from './worker.ts'

type Result<T extends keyof Tasks> = Awaited<ReturnType<Tasks[T]>>

const waiting = new Map<number, (answer: Answer) => void>()
let worker: Worker | undefined
let asked = 0

/** Asks the worker, which is the program of this page once more, beside it. The page itself is never held up. */
export function ask<T extends keyof Tasks>(task: T, ...value: Parameters<Tasks[T]>): Promise<Result<T>> {
  worker ??= makeWorker()
  const id = ++asked
  worker.postMessage({ id, task, value: value[0] } satisfies Question)
  return new Promise((resolve, reject) => {
    waiting.set(id, ({ result, error }) =>
      error === undefined ? resolve(result as Result<T>) : reject(new Error(error)),
    )
  })
}

function makeWorker(): Worker {
  const program = new Blob([document.getElementById('program')!.textContent], { type: 'text/javascript' })
  const made = new Worker(URL.createObjectURL(program))
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

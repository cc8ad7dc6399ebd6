import { sha256Of } from './sha256.ts'

/**
 * The little of Node.js that yauzl needs to list the files of a zip that is in memory, and the sum that a page's policy
 * names. esbuild puts it in the place of `fs`, `zlib`, `util`, `events`, `stream`, and `node:crypto`.
 */

/** SHA-256, the only one that is asked for, of one text or one file. */
export function createHash() {
  return {
    update: (data: string | Uint8Array) => {
      const sum = sha256Of(typeof data === 'string' ? new TextEncoder().encode(data) : data)
      return { digest: (form: 'hex' | 'base64') => (form === 'hex' ? toHex(sum) : btoa(String.fromCharCode(...sum))) }
    },
  }
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

/** Bytes with the readers of numbers and texts that yauzl calls. */
export class Bytes extends Uint8Array<ArrayBuffer> {
  static allocUnsafe(length: number): Bytes {
    return new Bytes(new ArrayBuffer(length))
  }

  readUInt16LE(at: number): number {
    return this.#view().getUint16(at, true)
  }

  readUInt32LE(at: number): number {
    return this.#view().getUint32(at, true)
  }

  copy(target: Uint8Array, at: number, from: number, to: number): void {
    target.set(this.subarray(from, to), at)
  }

  override toString(): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this)
  }

  #view(): DataView {
    return new DataView(this.buffer, this.byteOffset, this.byteLength)
  }
}

export { Bytes as Buffer }

export function setImmediate(then: () => void): void {
  queueMicrotask(then)
}

type Listener = (...values: unknown[]) => void

/** yauzl calls the constructor on objects of its own, so it is a function, and lists are made when they are needed. */
export function EventEmitter(): void {}

const listeners = new WeakMap<object, Map<string, Set<Listener>>>()

function listenersOf(emitter: object, name: string): Set<Listener> {
  const known = listeners.get(emitter) ?? new Map<string, Set<Listener>>()
  listeners.set(emitter, known)
  const found = known.get(name) ?? new Set()
  known.set(name, found)
  return found
}

EventEmitter.prototype = {
  on(name: string, listener: Listener) {
    listenersOf(this, name).add(listener)
  },
  once(name: string, listener: Listener) {
    listenersOf(this, name).add(listener)
  },
  removeListener(name: string, listener: Listener) {
    listenersOf(this, name).delete(listener)
  },
  emit(name: string, ...values: unknown[]) {
    for (const listener of [...listenersOf(this, name)]) listener.apply(this, values)
  },
}

export function inherits(heir: { prototype: object }, parent: { prototype: object }): void {
  Object.setPrototypeOf(heir.prototype, parent.prototype)
}

/** yauzl inherits from streams when it is loaded; what is unpacked is unpacked by `inflate`, without one. */
export class Transform {}
export class PassThrough {}
export class Writable {}
export class Readable {}

/** SHA-256 as FIPS 180-4 has it: at once and without a promise, which the browser’s own has. */
export function sha256Of(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = Uint32Array.from(primes.slice(0, 8), prime => fraction(Math.sqrt(prime)))
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) * 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000))
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0)
  const words = new Uint32Array(64)
  for (let at = 0; at < padded.length; at += 64) addBlock(view, at, words, state)
  const sum = new DataView(new ArrayBuffer(32))
  for (const [index, word] of state.entries()) sum.setUint32(4 * index, word)
  return new Uint8Array(sum.buffer)
}

const primes = Array.from({ length: 310 }, (_, index) => index + 2).filter(isPrime)

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false
  return true
}

/** The first 32 bits behind the point. */
function fraction(number: number): number {
  return ((number % 1) * 2 ** 32) >>> 0
}

const constants = Uint32Array.from(primes.slice(0, 64), prime => fraction(Math.cbrt(prime)))

function addBlock(view: DataView, at: number, words: Uint32Array, state: Uint32Array): void {
  for (let index = 0; index < 16; index++) words[index] = view.getUint32(at + 4 * index)
  for (let index = 16; index < 64; index++) {
    const [early, late] = [words[index - 15]!, words[index - 2]!]
    const first = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const second = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    words[index] = words[index - 16]! + first + words[index - 7]! + second
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let index = 0; index < 64; index++) {
    const chosen = (e & f) ^ (~e & g)
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + chosen + constants[index]! + words[index]!) | 0
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = state[index]! + word
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}

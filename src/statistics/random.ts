/**
 * A seeded generator (xoshiro128**, Blackman and Vigna 2018), so that every simulated figure can be made again exactly.
 * Streams are told apart by the text that seeds them, through splitmix32 over an FNV-1a hash.
 */
export interface Random {
  /** A uniform integer in [0, n), n at most 2^31. */
  below(n: number): number
  /** A uniform number in [0, 1) with 32 bits. */
  uniform(): number
}

export function seededRandom(seed: string): Random {
  let hash = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193)
  const state = () => {
    hash = (hash + 0x9e3779b9) | 0
    let z = hash ^ (hash >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z ^= z >>> 15
    z = Math.imul(z, 0x735a2d97)
    return (z ^ (z >>> 15)) | 0
  }
  let a = state()
  let b = state()
  let c = state()
  let d = state()
  const next = (): number => {
    const product = Math.imul(b, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result >>> 0
  }
  return {
    // Scaling 32 bits down is biased by less than n / 2^32, far below the Monte Carlo error it feeds.
    below: n => Math.floor((next() / 4294967296) * n),
    uniform: () => next() / 4294967296,
  }
}

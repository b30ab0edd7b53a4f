/** The part of jstat that the benches set ours beside; it ships no types. */
declare module 'jstat' {
  interface Continuous {
    inv(p: number, ...parameters: number[]): number
    cdf(x: number, ...parameters: number[]): number
  }
  const jstat: { readonly chisquare: Continuous; readonly normal: Continuous }
  export default jstat
}

/** Nanoseconds of each. */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  "\u00b5s": 1e3,
  "\u03bcs": 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

/** What Go's time.ParseDuration reads, within the 64 bits of nanoseconds that it has. */
export function isGoDuration(text: string): boolean {
  const unsigned = text.replace(/^[+-]/, "");
  if (unsigned === "0") return true;
  let nanoseconds = 0;
  let read = 0;
  for (const [all, number = "", unit = ""] of unsigned.matchAll(
    /(\d+\.?\d*|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/gy,
  )) {
    nanoseconds += Number(number) * (UNITS[unit] ?? 1);
    read += all.length;
  }
  return read > 0 && read === unsigned.length && nanoseconds < 2 ** 63;
}

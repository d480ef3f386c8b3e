import { main } from "../../generator/cli.js";

/** Runs the command line in this process. */
export async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const io = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    colour: false,
  };
  const code = await main(argv, io);
  return { code, out, err };
}

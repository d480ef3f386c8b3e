import type { Command } from "commander";

/** The group `crd` of the command line: everything about CustomResourceDefinitions of anyone. */
export function crdGroup(program: Command): Command {
  const known = program.commands.find((command) => command.name() === "crd");
  return (
    known ?? program.command("crd").description("Look at CustomResourceDefinitions, of this generator or of others.")
  );
}

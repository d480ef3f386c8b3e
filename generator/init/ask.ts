import { cancel, confirm, group, intro, select, text } from "@clack/prompts";
import { completeAnswers, DEFAULT_ANSWERS, folderFault, typeFault, type InitAnswers } from "./answers.js";

/**
 * Asks on the terminal for what was not given; undefined when the user has had enough.
 *
 * `@clack/prompts` rather than `@inquirer/prompts`, whose releases no longer run on Node 20.
 */
export async function ask(given: Partial<InitAnswers>): Promise<InitAnswers | undefined> {
  intro("octopus-mqtt-codegen");
  const unlessGiven =
    <Name extends keyof InitAnswers, Answer>(name: Name, question: () => Promise<Answer>) =>
    (): Promise<Answer | InitAnswers[Name]> => {
      const known = given[name];
      return known === undefined ? question() : Promise.resolve(known);
    };
  const questions = {
    format: unlessGiven("format", () =>
      select({
        message: "How do you want to write the configuration?",
        initialValue: DEFAULT_ANSWERS.format,
        options: [
          { value: "ts", label: "TypeScript", hint: "octopus-mqtt.config.ts" },
          { value: "mjs", label: "JavaScript", hint: "octopus-mqtt.config.mjs" },
          { value: "json", label: "JSON", hint: "octopus-mqtt.config.json" },
          { value: "yaml", label: "YAML", hint: "octopus-mqtt.config.yaml" },
        ],
      }),
    ),
    type: unlessGiven("type", () => words("What is your device called? (the name of a type)", "type", typeFault)),
    schema: unlessGiven("schema", () => words("Which folder holds the schemas?", "schema", folderFault)),
    out: unlessGiven("out", () => words("Which folder takes the output?", "out", folderFault)),
    scripts: unlessGiven("scripts", () => yesOrNo("Add npm scripts to package.json?", "scripts")),
    github: unlessGiven("github", () => yesOrNo("Write a GitHub workflow that checks the output?", "github")),
  };
  try {
    const answers = await group(questions, {
      onCancel: () => {
        throw new Cancelled();
      },
    });
    return completeAnswers(answers as InitAnswers);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    cancel();
    return undefined;
  }
}

/** Ends the questions, which otherwise go on. */
class Cancelled extends Error {}

function words(message: string, name: "type" | "schema" | "out", fault: (text: string) => string | undefined) {
  const defaultValue = DEFAULT_ANSWERS[name];
  const validate = (given: string | undefined) => (given ? fault(given) : undefined);
  return text({ message, placeholder: defaultValue, defaultValue, validate });
}

function yesOrNo(message: string, name: "scripts" | "github") {
  return confirm({ message, initialValue: DEFAULT_ANSWERS[name] });
}

import { useEffect, useState } from "preact/hooks";
import type { JSX } from "preact";
import type { Generated } from "../codegen/codegen.js";
import { Editor, type EditorProblem } from "./editor.js";
import { highlight } from "../../highlight.js";
import { loadScript } from "./load-script.js";
import { Panel, Problems } from "./panels.js";
import { artefactsOf } from "./artefacts.js";

/** After so many milliseconds without a key the generator runs. */
const PAUSE_MS = 250;

/** A schema in an editor, and beside it the files that the generator makes of it, by the generator itself. */
export function SchemaTab({
  text,
  onText,
}: {
  readonly text: string;
  readonly onText: (text: string) => void;
}): JSX.Element {
  const [generated, setGenerated] = useState<Generated>();
  const [failure, setFailure] = useState<string>();
  const [chosen, choose] = useState("Interface");
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      run(text).then(
        (result) => {
          if (!current) return;
          setFailure(undefined);
          setGenerated(result);
        },
        (error: unknown) => {
          if (current) setFailure(error instanceof Error ? error.message : String(error));
        },
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  const problems = generated?.diagnostics.map(editorProblem);
  const artefacts = artefactsOf(generated?.files ?? []);
  const artefact = artefacts.find(({ name }) => name === chosen) ?? artefacts[0];
  return (
    <div class="bench">
      <div class="bench-left">
        <Editor label="JSON Schema" language="schema" text={text} problems={problems ?? []} onChange={onText} />
        <Panel title="Problems">
          {failure === undefined ? (
            generated ? (
              <Problems problems={problems ?? []} whole="No problems: this is what `generate` writes." />
            ) : (
              <p role="status">Loading the generator (6 MB) ...</p>
            )
          ) : (
            <p class="bad" role="alert">
              {failure}
            </p>
          )}
        </Panel>
      </div>
      <div class="bench-right">
        {artefact && (
          <>
            <fieldset class="artefacts">
              <legend>What the generator makes of it</legend>
              {artefacts.map(({ name }) => (
                <label>
                  <input
                    type="radio"
                    name="artefact"
                    checked={name === artefact.name}
                    onChange={() => {
                      choose(name);
                    }}
                  />
                  {name}
                </label>
              ))}
            </fieldset>
            <p class="place">{artefact.file.path}</p>
            <pre tabIndex={0} aria-label={artefact.name}>
              <code dangerouslySetInnerHTML={{ __html: highlight(artefact.file.content, artefact.file.path) }} />
            </pre>
          </>
        )}
      </div>
    </div>
  );
}

async function run(text: string): Promise<Generated> {
  await loadScript("codegen");
  if (!globalThis.octopusCodegen) throw new Error("assets/codegen.js is not the generator");
  return globalThis.octopusCodegen.runCodegen(text);
}

function editorProblem({ severity, code, message, line, column }: Generated["diagnostics"][number]): EditorProblem {
  return { severity: severity === "approximation" ? "info" : severity, code, message, line, column, length: 1 };
}

import type { Page } from "./page.js";

/** The page that the playground runs on. */
export function playgroundPage(): Page {
  return {
    ...{ path: "playground.html", title: "Playground", group: "Start", wide: true, scripts: ["playground"] },
    summary: "Edit a DeviceLink and see its problems, topics, packets and options; or a schema, and what is generated.",
    body: `<h1>Playground</h1><div id="playground"><p>The playground needs JavaScript; nothing leaves this page but what you send to a broker.</p></div>`,
  };
}

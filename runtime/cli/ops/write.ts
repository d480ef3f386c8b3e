import { writeFileSync } from "node:fs";
import { monitoringFiles } from "./monitoring.js";

/** `npm run ops`: writes the monitoring files beside this one. */
for (const { name, content } of monitoringFiles()) writeFileSync(new URL(name, import.meta.url), content);

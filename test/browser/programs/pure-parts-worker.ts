import { pureParts } from "./pure-parts.js";

postMessage(pureParts());

import { defineConfig } from "octopus-mqtt-codegen";
import { formFields } from "./form-fields.js";

export default defineConfig({ jobs: { fan: { emitters: [formFields] } } });

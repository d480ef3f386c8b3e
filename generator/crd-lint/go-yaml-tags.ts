import type { ScalarTag, Tags } from "yaml";

/** Tags of YAML 1.1 that Go's library takes for text: dates, and numbers to the base 60. */
const TEXT_TO_GO = ["tag:yaml.org,2002:timestamp"];
const OTHER_FORMATS = ["TIME"];

/** `0o17`, which YAML 1.1 does not have and Go's library reads. */
const octal: ScalarTag = {
  identify: () => false,
  default: true,
  tag: "tag:yaml.org,2002:int",
  format: "OCT",
  test: /^[-+]?0o[0-7_]+$/,
  resolve: (text) => {
    const digits = BigInt(text.replace(/^[-+]|_/g, ""));
    return text.startsWith("-") ? -digits : digits;
  },
};

/** The tags of YAML 1.1 as Go's library resolves them. */
export function goYamlTags(tags: Tags): Tags {
  const kept = tags.filter((tag) => {
    if (typeof tag === "string") return !["timestamp", "intTime", "floatTime"].includes(tag);
    const { format } = tag as Partial<ScalarTag>;
    return !TEXT_TO_GO.includes(tag.tag) && !OTHER_FORMATS.includes(format ?? "");
  });
  return [octal, ...kept];
}

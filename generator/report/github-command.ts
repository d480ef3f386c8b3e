/** Where GitHub shows an annotation. */
export interface AnnotatedPlace {
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
}

/**
 * A workflow command, which GitHub shows beside the line that it is about.
 *
 *     ::error file=crds/things.yaml,line=12,col=3,title=maximum/tightened::things.example.dev v1 .spec.size: ...
 *
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubCommand(
  level: "error" | "warning" | "notice",
  { file, line, column }: AnnotatedPlace,
  title: string,
  text: string,
): string {
  const properties = [
    ...(file === undefined ? [] : [`file=${property(file)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${property(title)}`,
  ];
  return `::${level} ${properties.join(",")}::${data(text)}`;
}

/** What a command's text may not hold as it is. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** In a property, colons and commas have a meaning too. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
